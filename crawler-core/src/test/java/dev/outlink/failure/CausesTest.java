package dev.outlink.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to a chain of exceptions. */
class CausesTest {

  /** An exception with so many others around it. */
  private static Throwable wrapped(Throwable innermost, int times) {
    Throwable problem = innermost;
    for (int i = 0; i < times; i++) {
      problem = new IOException("around " + i, problem);
    }
    return problem;
  }

  private static <T extends Throwable> T thrownBy(T problem, String... classes) {
    problem.setStackTrace(
        Stream.of(classes)
            .map(name -> new StackTraceElement(name, "run", null, 1))
            .toArray(StackTraceElement[]::new));
    return problem;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 14, 15})
  void find_withinSixteenLinks_isTheFirstThatTheTestTakes(int depth) {
    Throwable innermost = new IllegalStateException("x");
    Throwable problem = wrapped(innermost, depth);

    assertThat(Causes.find(problem, IllegalStateException.class::isInstance)).isSameAs(innermost);
    assertThat(Causes.find(problem, any -> true)).isSameAs(problem);
    assertThat(Causes.has(problem, RuntimeException.class)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 10_000})
  void find_beyondSixteenLinks_isNull(int depth) {
    Throwable problem = wrapped(new IllegalStateException("x"), depth);

    assertThat(Causes.find(problem, IllegalStateException.class::isInstance)).isNull();
    assertThat(Causes.has(problem, IllegalStateException.class)).isFalse();
    assertThat(Causes.isFrom(problem, "java.lang")).isFalse();
  }

  @Test
  void find_chainThatGoesRound_ends() {
    IOException one = new IOException("one");
    IOException other = new IOException("other", one);
    one.initCause(other);

    assertThat(Causes.find(one, cause -> cause instanceof RuntimeException)).isNull();
    assertThat(Causes.isBug(one)).isFalse();
  }

  @Test
  void isFrom_packageOrOneBelow_butNotOneThatBeginsAlike() {
    Throwable problem = wrapped(new TooLongFrameException("x"), 3);

    assertThat(Causes.isFrom(problem, "io.netty.handler.codec")).isTrue();
    assertThat(Causes.isFrom(problem, "io.netty")).isTrue();
    assertThat(Causes.isFrom(problem, "io.net")).isFalse();
    assertThat(Causes.isFrom(problem, "java.io")).isTrue();
    assertThat(Causes.isFrom(problem, "java.util")).isFalse();
  }

  static Stream<Throwable> bugs() {
    return Stream.of(
        thrownBy(new StackOverflowError(), "org.jsoup.X"),
        thrownBy(new AssertionError("x")),
        thrownBy(new IllegalStateException("x"), "dev.outlink.url.CrawlUrl"),
        thrownBy(new NullPointerException(), "java.util.Objects", "dev.outlink.Crawl"),
        thrownBy(
            new IndexOutOfBoundsException(),
            "jdk.internal.util.Preconditions",
            "java.util.ArrayList",
            "javax.net.X",
            "sun.nio.Y",
            "dev.outlink.Crawl",
            "io.netty.Z"));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void isBug_errorOrUncheckedExceptionOfOurs_isOneHoweverItIsWrapped(Throwable bug) {
    assertThat(Causes.isBug(bug)).isTrue();
    assertThat(Causes.isBug(new CompletionException(bug))).isTrue();
    assertThat(Causes.isBug(wrapped(bug, 15))).isTrue();
    assertThat(Causes.isBug(wrapped(bug, 16))).isFalse();
  }

  static Stream<Throwable> others() {
    return Stream.of(
        new IOException("reset"),
        thrownBy(new IllegalStateException("x"), "io.netty.channel.X", "dev.outlink.Crawl"),
        thrownBy(new IllegalStateException("x"), "java.util.X", "org.jsoup.Y", "dev.outlink.Z"),
        thrownBy(new IllegalStateException("x"), "dev.outlinks.Z"),
        thrownBy(new IllegalStateException("x"), "java.util.X"),
        thrownBy(new IllegalStateException("no frames")),
        thrownBy(new TooLongFrameException("x"), "dev.outlink.http1.ResponseDecoder"),
        thrownBy(new CompletionException("x", null), "dev.outlink.Crawl"),
        thrownBy(new CancellationException(), "dev.outlink.Crawl"),
        thrownBy(new RejectedExecutionException(), "dev.outlink.Crawl"),
        thrownBy(new UncheckedIOException(new IOException()), "dev.outlink.Crawl"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void isBug_whatServersCanCauseOrOnlyCarriesSomething_isNone(Throwable problem) {
    assertThat(Causes.isBug(problem)).isFalse();
    assertThat(Causes.isBug(wrapped(problem, 3))).isFalse();
  }

  @Test
  void words_areTheMessageOrTheClass_printableAndNeverEmpty() {
    assertThat(Causes.words(new IOException("broken pipe"))).isEqualTo("broken pipe");
    assertThat(Causes.words(new IOException("a\r\nb\u0000"))).isEqualTo("a??b?");
    assertThat(Causes.words(new IOException())).isEqualTo("IOException");
    assertThat(Causes.words(new IOException(" \t\n "))).isEqualTo("IOException");
    assertThat(Causes.words(new IOException("x".repeat(100_000)))).hasSize(200);
    Throwable nameless = new RuntimeException() {};
    assertThat(nameless.getClass().getSimpleName()).isEmpty();
    assertThat(Causes.words(nameless)).startsWith("dev.outlink.failure.CausesTest$");
  }
}
