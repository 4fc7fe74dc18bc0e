package dev.outlink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.admission.Admission;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.CrawlSummary.Failures;
import dev.outlink.record.CrawlSummary.HostTime;
import dev.outlink.record.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryPrinterTest {

  @Test
  void summary_isAligned() {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    outcomes.put(Outcome.PAGE, 9_200L);
    outcomes.put(Outcome.HTTP_ERROR, 800L);
    Failures failure = new Failures(Outcome.HTTP_ERROR, 404, 800, "http://a/x", "Not Found");

    String text =
        SummaryPrinter.text(
            FakeCrawl.summary(10_000, outcomes, failure), Path.of("links.tsv"), null, false);

    assertThat(text)
        .isEqualTo(
            """
            Finished in 2.0 s, 5,000.0 requests a second
              inputs                   10,000
                page                    9,200
                http-error                800
              links                    12,345
              requests                 10,000
              body bytes               2.5 MB
            Failures (with the first of each kind)
                      800  http-error        404  http://a/x  (Not Found)
            Written
              links           links.tsv
            """);
  }

  @Test
  void linesWithoutScheme_areToldTheOption() {
    Failures failure =
        new Failures(
            Outcome.BAD_URL,
            0,
            2,
            "a.example",
            "in:1: no scheme; did you mean https://a.example/ ?");

    assertThat(
            SummaryPrinter.text(
                FakeCrawl.summary(2, Map.of(Outcome.BAD_URL, 2L), failure), null, null, false))
        .contains("  --default-scheme https reads lines without a scheme as URLs\n");
  }

  @Test
  void inputThatWasNotReadToItsEnd_isTold() {
    CrawlSummary summary =
        new CrawlSummary(
            0,
            0,
            Map.of(),
            Map.of(),
            0,
            0,
            0,
            Duration.ofMillis(2),
            true,
            true,
            false,
            List.of(),
            List.of(),
            List.of());

    assertThat(SummaryPrinter.text(summary, null, null, false))
        .startsWith(
            """
            Stopped by a budget (--max-time) after 2 ms, 0.0 requests a second
              inputs                        0  (the input was not read to its end)
            """);
  }

  @Test
  void site_saysWhatWasFoundAndWhatWasNotCrawled() {
    Map<Admission, Long> notCrawled =
        Map.of(
            Admission.ALREADY_KNOWN, 98_765L,
            Admission.OUT_OF_SCOPE, 1_200L,
            Admission.REPEATED_SEGMENTS, 3L,
            Admission.CLOSED, 1L,
            Admission.TOO_MANY_VARIANTS, 40L);

    String text =
        SummaryPrinter.text(FakeCrawl.ofSite(9_999, false, notCrawled), null, null, false);

    assertThat(text)
        .isEqualTo(
            """
            Stopped by a budget (--max-variants) after 2.0 s, 5,000.0 requests a second
              inputs                        1
              found                     9,999
                page                   10,000
              links                    12,345
              requests                 10,000
              body bytes               2.5 MB
            Not crawled
                        1  crawl was over
                    1,200  out of scope      --scope
                        3  repeated segments --max-repeats
                       40  many alike        --max-variants
                   98,765  known already
            """);
  }

  @Test
  void timeThatIsOver_isSaidFirst() {
    assertThat(SummaryPrinter.text(FakeCrawl.ofSite(1, true, Map.of()), null, null, false))
        .startsWith("Stopped by a budget (--max-time) after 2.0 s");
  }

  @Test
  void onlyKnownLinks_areNotWorthALine() {
    Map<Admission, Long> known = Map.of(Admission.ALREADY_KNOWN, 5L);

    assertThat(SummaryPrinter.text(FakeCrawl.ofSite(1, false, known), null, null, false))
        .doesNotContain("Not crawled");
  }

  @Test
  void knownLinks_areDimWhereThereIsColour() {
    Map<Admission, Long> notCrawled =
        Map.of(Admission.ALREADY_KNOWN, 5L, Admission.OUT_OF_SCOPE, 1L);

    assertThat(SummaryPrinter.text(FakeCrawl.ofSite(1, false, notCrawled), null, null, true))
        .contains("\u001b[2m            5  known already\u001b[0m\n");
  }

  @Test
  void emptyInput_saysSo() {
    assertThat(SummaryPrinter.text(FakeCrawl.summary(0, Map.of()), null, null, false))
        .isEqualTo("There were no URLs in the input.\n");
  }

  @Test
  void textOfServers_cannotReachTheTerminal() {
    Failures failure =
        new Failures(Outcome.BAD_RESPONSE, 0, 1, "http://a/", "\u001b]0;title\u0007\r\nforged");

    String text = SummaryPrinter.text(FakeCrawl.summary(1, Map.of(), failure), null, null, false);

    assertThat(text).contains("(?]0;title???forged)").doesNotContain("\u001b");
  }

  @Test
  void slowestHosts_areFiveAtMost() {
    List<HostTime> hosts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      hosts.add(new HostTime("http://h" + i, 2, Duration.ofMillis(900 - i)));
    }
    CrawlSummary summary =
        new CrawlSummary(
            1,
            0,
            Map.of(),
            Map.of(),
            0,
            0,
            1,
            Duration.ofSeconds(1),
            true,
            false,
            true,
            hosts,
            List.of(),
            List.of());

    String text = SummaryPrinter.text(summary, null, null, true);

    assertThat(text)
        .startsWith("\u001b[1mStopped after 1.0 s")
        .contains("http://h4")
        .doesNotContain("http://h5");
  }
}
