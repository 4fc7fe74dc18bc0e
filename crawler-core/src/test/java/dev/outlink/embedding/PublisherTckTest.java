package dev.outlink.embedding;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.record.PageResult;
import dev.outlink.seed.Seeds;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;

/**
 * The Technology Compatibility Kit of Reactive Streams, for results that a crawler publishes. The
 * kit is written for TestNG; its methods are run here one by one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublisherTckTest {

  private static final long TIMEOUT_MILLIS = 2_000;
  private static final long SILENCE_MILLIS = 50;
  private static final long COLLECTION_MILLIS = 1_000;

  /** Lines that are no URLs have records, and need no network. */
  private static final class Verification extends FlowPublisherVerification<PageResult> {

    private final Crawler crawler;
    private final Crawler closed;

    Verification(Crawler crawler, Crawler closed) {
      super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS), COLLECTION_MILLIS);
      this.crawler = crawler;
      this.closed = closed;
    }

    @Override
    public Flow.Publisher<PageResult> createFlowPublisher(long elements) {
      return crawler.publish(
          Seeds.from(LongStream.range(0, elements).mapToObj(n -> "no URL " + n)));
    }

    @Override
    public Flow.Publisher<PageResult> createFailedFlowPublisher() {
      return closed.publish(Seeds.from(Stream.of("http://a.example/")));
    }

    @Override
    public long maxElementsFromPublisher() {
      return 10_000_000;
    }
  }

  private final Crawler crawler = Crawler.create(CrawlConfig.builder().build());
  private final Crawler closed = Crawler.create(CrawlConfig.builder().build());

  PublisherTckTest() {
    closed.close();
  }

  @AfterAll
  void close() {
    crawler.close();
  }

  @TestFactory
  Stream<DynamicTest> publisher_keepsTheRules() {
    return Arrays.stream(FlowPublisherVerification.class.getMethods())
        .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .map(method -> dynamicTest(method.getName(), () -> run(method)));
  }

  @Test
  void kit_hasItsRules() {
    org.assertj.core.api.Assertions.assertThat(publisher_keepsTheRules().count()).isGreaterThan(30);
  }

  private void run(Method rule) throws Exception {
    Verification verification = new Verification(crawler, closed);
    verification.setUp();
    try {
      rule.invoke(verification);
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof SkipException skipped) {
        throw new TestAbortedException(skipped.getMessage());
      }
      if (failure.getCause() instanceof Error error) {
        throw error;
      }
      throw failure;
    }
  }
}
