package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.CrawlConfig;
import dev.outlink.admission.Admission;
import dev.outlink.cli.commands.CrawlCommand;
import dev.outlink.cli.console.ColourMode;
import dev.outlink.cli.console.FakeCrawl;
import dev.outlink.cli.console.Interrupts;
import dev.outlink.cli.console.Screen;
import dev.outlink.cli.options.CrawlSettings;
import dev.outlink.overflow.FullFolderException;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.CrawlSummary.Failures;
import dev.outlink.record.Outcome;
import dev.outlink.rows.TsvOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit status of a crawl. */
class CrawlExitStatusTest {

  private final FakeOutlink outlink = new FakeOutlink();
  private final Screen screen = outlink.screen;
  private final FakeCrawl crawl = outlink.crawl;

  @ParameterizedTest
  @CsvSource({
    "CONNECT_REFUSED,0,4",
    "HTTP_ERROR,404,0",
    "INTERNAL_ERROR,0,1",
    "BAD_ENCODING,200,0"
  })
  void exitStatus_whereAllFailed(Outcome outcome, int status, int expected) {
    Failures failure = new Failures(outcome, status, 1, "http://a/", "");
    crawl.completion.complete(FakeCrawl.summary(1, Map.of(outcome, 1L), failure));

    assertThat(outlink("crawl", "http://a/")).isEqualTo(expected);
  }

  @Test
  void exitStatus_budget_isFiveUnlessNothingWasFetched() {
    crawl.completion.complete(FakeCrawl.ofSite(3, false, Map.of(Admission.MAX_PAGES, 7L)));

    assertThat(outlink("crawl", "http://a/")).isEqualTo(5);
    assertThat(screen.err()).startsWith("Stopped by a budget (--max-pages) after 2.0 s");
  }

  @Test
  void exitStatus_trapsAndScope_areNoBudgetOfTheCrawl() {
    crawl.completion.complete(
        FakeCrawl.ofSite(
            3, false, Map.of(Admission.OUT_OF_SCOPE, 7L, Admission.REPEATED_SEGMENTS, 1L)));

    assertThat(outlink("crawl", "http://a/")).isZero();
  }

  @Test
  void exitStatus_onlyRefusals_nothingFetched() {
    crawl.completion.complete(FakeCrawl.summary(1, Map.of(Outcome.BAD_URL, 1L)));
    assertThat(outlink("crawl", "http://a/")).isEqualTo(4);
  }

  @Test
  void exitStatus_emptyInput_finished() {
    crawl.completion.complete(FakeCrawl.summary(0, Map.of()));
    assertThat(outlink("crawl", "-")).isZero();
    assertThat(screen.err()).contains("There were no URLs");
  }

  @Test
  void imbalance_isABug() {
    CrawlSummary summary =
        new CrawlSummary(
            1,
            0,
            Map.of(Outcome.PAGE, 1L),
            Map.of(),
            0,
            0,
            1,
            Duration.ofSeconds(1),
            false,
            false,
            true,
            List.of(),
            List.of(),
            List.of("1 inputs read, but 2 outcomes"));
    crawl.completion.complete(summary);

    assertThat(outlink("crawl", "-q", "http://a/")).isEqualTo(1);
    assertThat(screen.err()).isEqualTo("outlink: internal error: 1 inputs read, but 2 outcomes\n");
  }

  @Test
  void outputThatFails_isOneLine() {
    crawl.completion.completeExceptionally(new IOException("standard output: broken pipe"));

    assertThat(outlink("crawl", "http://a/")).isEqualTo(6);
    assertThat(screen.err()).isEqualTo("outlink: standard output: broken pipe\n");
    assertThat(outlink.closed).isPositive();
  }

  @Test
  void anotherFailure_isABugWithItsTrace() {
    crawl.completion.completeExceptionally(new IllegalStateException("oops"));

    assertThat(outlink("crawl", "http://a/")).isEqualTo(1);
    assertThat(screen.err()).contains("internal error", "IllegalStateException: oops", "\tat ");
  }

  @Test
  void signal_decidesTheExitStatus() {
    crawl.completion.complete(FakeOutlink.ONE_PAGE);
    Interrupts interrupts = new Interrupts(crawl, screen.terminal, status -> {});
    interrupts.signal(2);
    CrawlSettings settings =
        new CrawlSettings(
            CrawlConfig.builder().build(),
            null,
            null,
            "",
            TsvOptions.DEFAULT,
            0,
            true,
            false,
            ColourMode.AUTO);

    int status =
        new CrawlCommand(screen.terminal, config -> outlink.engine())
            .finish(crawl, interrupts, settings);

    assertThat(status).isEqualTo(130);
  }

  @Test
  void folderForTemporaryFilesThatIsFull_isNamed_withTheOptionThatMovesIt() {
    crawl.completion.completeExceptionally(
        new FullFolderException(
            Path.of("/small"), "known URLs cannot be kept", new IOException("No space left")));

    assertThat(crawl("http://a/")).isEqualTo(6);
    assertThat(screen.err())
        .isEqualTo(
            """
            outlink: the folder for temporary files is full: /small: known URLs cannot be kept
            outlink: free space there, or choose another folder with --temp-dir DIR
            """);
  }

  private int crawl(String... arguments) {
    return outlink.crawl(arguments);
  }

  private int outlink(String... arguments) {
    return outlink.run(arguments);
  }
}
