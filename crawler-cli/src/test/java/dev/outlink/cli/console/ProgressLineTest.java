package dev.outlink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.record.CrawlProgress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private static CrawlProgress progress(
      long settled, long unasked, int inFlight, long toExtract, long waiting, double inputRead) {
    return new CrawlProgress(
        settled, unasked, 0, 1, 0, 0, 80, inFlight, toExtract, 0, waiting, inputRead);
  }

  @Test
  void sizeUnknown_noTimeLeft() {
    ProgressEstimate pace =
        new ProgressEstimate(progress(100, 0, 7, 0, 1_200, Double.NaN), TEN_SECONDS, false);

    assertThat(ProgressLine.full(pace))
        .isEqualTo(
            "100 of 1,307 done, 7 in flight, 0 to extract, 0 to write, 1,200 waiting,"
                + " 8.0 requests/s, 1 error");
  }

  @Test
  void crawlThatGrows_noTimeLeft() {
    ProgressEstimate pace =
        new ProgressEstimate(progress(100, 0, 7, 0, 1_200, 0.5), TEN_SECONDS, true);
    assertThat(pace.expected()).isEqualTo(ProgressEstimate.UNKNOWN);
    assertThat(ProgressLine.full(pace)).endsWith("1 error");
  }

  /** Nothing is in flight and nothing waits for its turn, but there is a minute of work. */
  @Test
  void pagesThatWaitForExtraction_areLeft() {
    ProgressEstimate pace =
        new ProgressEstimate(progress(270, 0, 0, 1_630, 0, 1), TEN_SECONDS, false);
    assertThat(pace.secondsLeft()).isEqualTo(60);
    assertThat(ProgressLine.fitting(pace, 79))
        .isEqualTo(
            "[==                  ]  14% done 270/1900, extract 1630, 8.0/s, err 1, 60s left");
  }

  /** 28,320 lines that came before are read in no time, and say nothing of the 640 that wait. */
  @Test
  void linesForWhichNobodyWasAsked_makeItNoFaster() {
    ProgressEstimate pace =
        new ProgressEstimate(progress(28_400, 28_320, 4, 0, 636, 1), TEN_SECONDS, false);
    assertThat(pace.requestsPerSecond()).isEqualTo(8);
    assertThat(pace.secondsLeft()).isEqualTo(80);
  }

  @Test
  void unreadInput_countsLikeWhatWasRead() {
    // 1,000 of 2,000 lines are read, half of them for nothing: 100 asked, 400 + 500 are left.
    ProgressEstimate pace =
        new ProgressEstimate(progress(600, 500, 0, 0, 400, 0.5), TEN_SECONDS, false);
    assertThat(pace.expected()).isEqualTo(2_000);
    assertThat(pace.secondsLeft()).isEqualTo(90);
  }

  @Test
  void narrow_theSumStaysToTheLast() {
    ProgressEstimate pace =
        new ProgressEstimate(
            new CrawlProgress(100, 0, 0, 3, 0, 0, 80, 7, 12, 3, 1_185, 0.5), TEN_SECONDS, false);
    assertThat(ProgressLine.fitting(pace, 199))
        .isEqualTo(
            "[=                                       ]   3% 100 of 1,307 done, 7 in flight, 12 to extract,"
                + " 3 to write, 1,185 waiting, 8.0 requests/s, 3 errors, about 4 min 11 s left");
    assertThat(ProgressLine.fitting(pace, 79))
        .isEqualTo(
            "done 100/1307, flight 7, extract 12, write 3, wait 1185, 8.0/s, err 3, 4m left");
    for (int columns = 0; columns < 200; columns++) {
      String line = ProgressLine.fitting(pace, columns);
      assertThat(line).hasSizeLessThanOrEqualTo(columns);
      if (columns >= 32) {
        assertThat(ShownNumbers.of(line).sum()).as(line).isEqualTo(1_307);
      }
    }
  }
}
