package dev.outlink.crawl;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.rows.Tsv;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.testing.LeaksExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.blockhound.BlockHound;

/**
 * No I/O thread sleeps, parks, waits for a process or touches a file. What it may do: load classes,
 * wait for a lock that is held for a few instructions, and read the kernel's random numbers.
 */
@ExtendWith(LeaksExtension.class)
@Timeout(60)
class NonBlockingTest {

  private static final Queue<Throwable> BLOCKED = new ConcurrentLinkedQueue<>();

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().dynamicHttpsPort());

  @BeforeAll
  static void watch() {
    BlockHound.builder()
        .nonBlockingThreadPredicate(
            others -> others.or(thread -> thread.getName().startsWith("outlink-io-")))
        .blockingMethodCallback(method -> BLOCKED.add(new AssertionError(method.toString())))
        .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
        .allowBlockingCallsInside("java.util.concurrent.locks.ReentrantLock", "lock")
        .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
        .install();
  }

  @BeforeEach
  void site() {
    BLOCKED.clear();
    server.stubFor(
        get(urlPathMatching("/page/.*"))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "text/html")
                    .withBody("<a href=/next>next</a>".repeat(1000))));
    server.stubFor(
        get(urlPathEqualTo("/moved"))
            .willReturn(aResponse().withStatus(302).withHeader("Location", "/page/moved")));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private List<String> urls() {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      urls.add("http://127.0.0.1:" + server.port() + "/page/" + i);
      urls.add("http://localhost:" + server.port() + "/page/" + i);
      urls.add("https://localhost:" + server.httpsPort() + "/page/" + i);
    }
    urls.add("http://127.0.0.1:" + server.port() + "/moved");
    urls.add("http://127.0.0.1:" + server.port() + "/missing");
    urls.add("http://127.0.0.1:1/refused");
    return urls;
  }

  private static void assertNothingBlocked() {
    Throwable blocked = BLOCKED.peek();
    if (blocked != null) {
      throw new AssertionError("an I/O thread was blocked " + BLOCKED.size() + " times", blocked);
    }
  }

  @Test
  void crawl_busy_ioThreadsNeverBlock(@TempDir Path folder) throws Exception {
    CrawlConfig config = CrawlConfig.builder().hostConcurrency(20).insecure(true).build();
    LinkSink sink = Tsv.links(folder.resolve("links.tsv"));
    try (Crawler crawler = Crawler.create(config);
        Crawl crawl = crawler.crawl(Seeds.of(urls()), sink)) {
      CrawlSummary summary = crawl.completion().toCompletableFuture().get(40, TimeUnit.SECONDS);
      assertThat(summary.outcomes()).containsEntry(Outcome.PAGE, 301L);
    }
    assertNothingBlocked();
  }

  /** The gate itself: a file that is read on such a thread is found. */
  @Test
  void gate_fileReadOnSuchAThread_found(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "a");
    Thread thread =
        new Thread(
            () -> {
              try (var in = new java.io.FileInputStream(file.toFile())) {
                assertThat(in.read()).isEqualTo('a');
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            "outlink-io-test");
    thread.start();
    thread.join(10_000);
    assertThat(BLOCKED).isNotEmpty();
  }
}
