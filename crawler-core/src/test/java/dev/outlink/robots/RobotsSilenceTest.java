package dev.outlink.robots;

import static dev.outlink.testing.Urls.url;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.robots.RobotsAnswer.Fault;
import dev.outlink.robots.RobotsAnswer.Unreachable;
import dev.outlink.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that do not answer for their robots.txt. */
@Timeout(30)
class RobotsSilenceTest {

  private static final Unreachable SILENT = new Unreachable(null, 0, "no answer in 20 s");
  private static final Unreachable BUSY = new Unreachable(null, 503, "HTTP 503");
  private static final Unreachable OURS = new Unreachable(null, 0, "no name server", Fault.OURS);

  private final VirtualTime time = new VirtualTime();
  private final List<CompletableFuture<RobotsAnswer>> questions = new ArrayList<>();
  private final RobotsPolicy policy =
      new RobotsPolicy(
          host -> {
            CompletableFuture<RobotsAnswer> question = new CompletableFuture<>();
            questions.add(question);
            return question;
          },
          "Outlink",
          time.ticker(),
          Runnable::run,
          100_000);

  @Test
  void silence_isKeptForASecondAndTwiceAsLongEachTimeUpToTenMinutes() {
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600}) {
      asksAndGets(SILENT);
      int count = questions.size();
      time.advance(Duration.ofSeconds(seconds).minusNanos(1));
      for (int i = 0; i < 1000; i++) {
        isKnown(SILENT);
      }
      assertThat(questions).hasSize(count);
      time.advance(Duration.ofNanos(1));
    }
    answers("");
    time.advance(RobotsPolicy.MAX_AGE);

    asksAndGets(SILENT);
    time.advance(Duration.ofSeconds(1));
    assertThat(check()).isNotDone();
  }

  @Test
  void silence_doesNotMakeAnErrorLast_norAnErrorSilence() {
    for (int i = 0; i < 5; i++) {
      asksAndGets(SILENT);
      time.advance(RobotsPolicy.LONGEST_RETRY);
    }
    asksAndGets(BUSY);
    time.advance(RobotsPolicy.FIRST_RETRY);
    asksAndGets(BUSY);
    time.advance(RobotsPolicy.FIRST_RETRY.multipliedBy(2));
    asksAndGets(SILENT);
    time.advance(RobotsPolicy.FIRST_RETRY_OF_SILENT);
    assertThat(check()).isNotDone();
  }

  @Test
  void failureOfOurNetwork_isKeptForASecondHoweverOftenItComes_andCountsForNothing() {
    asksAndGets(SILENT);
    time.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) {
      asksAndGets(OURS);
      isKnown(OURS);
      time.advance(Duration.ofSeconds(1));
    }
    asksAndGets(SILENT);
    time.advance(Duration.ofSeconds(2).minusNanos(1));
    assertThat(check()).isDone();
    time.advance(Duration.ofNanos(1));
    assertThat(check()).isNotDone();
  }

  @Test
  void hostThatIsLeftAlone_isNotRemembered() {
    asksAndGets(new Unreachable(null, 0, "failed 10 times in a row", Fault.NONE));
    answers("User-agent: *\nDisallow: /x\n");
  }

  private void asksAndGets(Unreachable answer) {
    CompletableFuture<RobotsVerdict> verdict = check();
    assertThat(verdict).isNotDone();
    questions.get(questions.size() - 1).complete(answer);
    assertThat(verdict.join().unreachable()).isEqualTo(answer);
  }

  private void isKnown(Unreachable reason) {
    assertThat(check())
        .isCompletedWithValueMatching(verdict -> reason.equals(verdict.unreachable()));
  }

  private void answers(String text) {
    CompletableFuture<RobotsVerdict> verdict = check();
    assertThat(verdict).isNotDone();
    byte[] bytes = text.getBytes(UTF_8);
    questions.get(questions.size() - 1).complete(new RobotsAnswer.Text(bytes, bytes.length));
    assertThat(verdict.join().allowed()).isTrue();
  }

  private CompletableFuture<RobotsVerdict> check() {
    return policy.check(url("https://dead.example/"));
  }
}
