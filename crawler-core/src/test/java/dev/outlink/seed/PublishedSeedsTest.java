package dev.outlink.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.testing.Urls;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that a publisher gives. */
class PublishedSeedsTest {

  private final Source source = new Source();

  /** A publisher in the hands of a test. */
  private static final class Source implements Flow.Publisher<String>, Flow.Subscription {
    Flow.@Nullable Subscriber<? super String> subscriber;
    long asked;
    int cancels;

    @Override
    public void subscribe(Flow.Subscriber<? super String> reader) {
      subscriber = reader;
      reader.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      asked += n;
    }

    @Override
    public void cancel() {
      cancels++;
    }

    Flow.Subscriber<? super String> to() {
      return Objects.requireNonNull(subscriber);
    }

    void give(int from, int to) {
      for (int i = from; i < to; i++) {
        to().onNext("http://h/" + i);
      }
    }
  }

  private static Seed seed(int number) {
    return new Seed.Url(Urls.url("http://h/" + number));
  }

  private SeedReader open() throws IOException {
    return Seeds.from(source).open();
  }

  @Test
  void next_urls_comeInOrderAndThenTheEnd() throws IOException {
    SeedReader reader = open();
    source.give(0, 3);
    source.to().onComplete();
    for (int i = 0; i < 3; i++) {
      assertThat(reader.next()).isEqualTo(seed(i));
    }
    assertThat(reader.next()).isNull();
    assertThat(reader.next()).as("again").isNull();
    assertThat(reader.progress()).isNaN();
  }

  @Test
  void next_whatIsNoUrl_isInvalidWithItsNumber() throws IOException {
    SeedReader reader = open();
    source.to().onNext("http://h/");
    source.to().onNext("");
    source.to().onNext("http://h/\nhttp://i/");
    reader.next();
    assertThat(reader.next()).isEqualTo(new Seed.Invalid("", "URL 2", "empty"));
    assertThat((Seed.Invalid) reader.next()).extracting(Seed.Invalid::where).isEqualTo("URL 3");
  }

  /** No more than 64 are ever asked for and not read. */
  @Test
  void request_isForWhatWasRead() throws IOException {
    SeedReader reader = open();
    assertThat(source.asked).isEqualTo(64);
    for (int i = 0; i < 1_000; i++) {
      source.give(i, i + 1);
      assertThat(source.asked).isEqualTo(64 + i);
      assertThat(reader.next()).isEqualTo(seed(i));
    }
  }

  @Test
  void onNext_asManyAsAskedFor_areTaken() throws IOException {
    SeedReader reader = open();
    source.give(0, 64);
    assertThat(source.cancels).isZero();
    for (int i = 0; i < 64; i++) {
      assertThat(reader.next()).isEqualTo(seed(i));
    }
    source.give(64, 128);
    assertThat(reader.next()).isEqualTo(seed(64));
    assertThat(source.cancels).isZero();
  }

  /** What was dropped must not look like the end of the input. */
  @ParameterizedTest
  @ValueSource(ints = {66, 100, 1_000_000})
  void onNext_moreThanAskedFor_isAFailureAndBounded(int given) throws IOException {
    SeedReader reader = open();
    source.give(0, given);
    assertThat(source.cancels).isEqualTo(1);
    int read = 0;
    while (read < 65) {
      assertThat(reader.next()).isEqualTo(seed(read));
      read++;
    }
    assertThatThrownBy(reader::next)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it gives more than is asked for (rule 1.1)");
    assertThat(reader.next()).isNull();
  }

  @Test
  void onError_comesAfterTheUrlsBeforeIt() throws IOException {
    SeedReader reader = open();
    source.give(0, 1);
    source.to().onError(new IllegalStateException("table is gone"));
    assertThat(reader.next()).isEqualTo(seed(0));
    assertThatThrownBy(reader::next)
        .isInstanceOf(IOException.class)
        .hasMessage("the publisher of URLs failed: java.lang.IllegalStateException: table is gone")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(reader.next()).isNull();
  }

  @Test
  void close_cancelsAndEndsTheWaiting() throws Exception {
    SeedReader reader = open();
    CompletableFuture<Boolean> ended =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return reader.next() == null;
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    reader.close();
    assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(source.cancels).isEqualTo(1);
  }

  /** Rule 2.8: signals may still arrive after a cancel. */
  @Test
  void onNext_afterClose_isNotKept() throws IOException {
    SeedReader reader = open();
    reader.close();
    source.give(0, 1_000);
    assertThat(reader.next()).isNull();
  }

  /** Rule 2.5: a second subscription is cancelled. */
  @Test
  void onSubscribe_again_isCancelled() throws IOException {
    SeedReader reader = open();
    Source other = new Source();
    source.to().onSubscribe(other);
    assertThat(other.cancels).isEqualTo(1);
    assertThat(other.asked).isZero();
    assertThat(source.cancels).isZero();
    reader.close();
    Source late = new Source();
    source.to().onSubscribe(late);
    assertThat(late.cancels).isEqualTo(1);
  }

  /** Rule 2.13. */
  @Test
  void null_isRefused() throws IOException {
    SeedReader reader = open();
    assertThatThrownBy(() -> source.to().onNext(nothing()))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> source.to().onError(nothing()))
        .isInstanceOf(NullPointerException.class);
    reader.close();
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  @Test
  void interrupt_whileWaiting_isAnIOExceptionAndStays() throws Exception {
    SeedReader reader = open();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    thread.interrupt();
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    thread.join();
    reader.close();
  }
}
