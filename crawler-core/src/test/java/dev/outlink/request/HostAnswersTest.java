package dev.outlink.request;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.RetryAfter;
import dev.outlink.gate.Answer;
import dev.outlink.gate.HostDown;
import dev.outlink.record.Outcome;
import dev.outlink.robots.RobotsAnswer;
import dev.outlink.url.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the end of a fetch tells of its host, and of its URL. */
class HostAnswersTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static final Set<FetchEnd> FAILED =
      EnumSet.of(
          FetchEnd.DNS_ERROR,
          FetchEnd.CONNECT_REFUSED,
          FetchEnd.CONNECT_TIMEOUT,
          FetchEnd.CONNECT_FAILED,
          FetchEnd.TLS_ERROR,
          FetchEnd.TIMEOUT,
          FetchEnd.READ_TIMEOUT,
          FetchEnd.CONNECTION_CLOSED);

  private static final Set<FetchEnd> NO_NEWS =
      EnumSet.of(
          FetchEnd.STOPPED,
          FetchEnd.BAD_URL,
          FetchEnd.INTERNAL_ERROR,
          FetchEnd.DNS_TIMEOUT,
          FetchEnd.NETWORK_ERROR);

  private static Answer answer(FetchEnd end, int status, @Nullable String retryAfter) {
    RetryAfter pause = retryAfter == null ? null : new RetryAfter(retryAfter, null);
    return HostAnswers.of(new FetchOutcome.Other(end, status, null, "", pause), NOW);
  }

  @ParameterizedTest
  @EnumSource(FetchEnd.class)
  void of_endWithoutStatus_isWhoseFaultItIs(FetchEnd end) {
    Answer expected =
        NO_NEWS.contains(end) ? Answer.NONE : FAILED.contains(end) ? Answer.FAILED : Answer.GOOD;
    assertThat(answer(end, 0, null)).isEqualTo(expected);
  }

  /** A host that has begun to answer is there, whatever became of the answer. */
  @ParameterizedTest
  @EnumSource(FetchEnd.class)
  void of_endWithAStatus_isNoFailure(FetchEnd end) {
    assertThat(answer(end, 200, "7")).isEqualTo(NO_NEWS.contains(end) ? Answer.NONE : Answer.GOOD);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void of_busyHost_isThatWithItsPause(int status) {
    for (FetchEnd end : FetchEnd.values()) {
      assertThat(answer(end, status, null)).isEqualTo(Answer.busy(null));
    }
    assertThat(answer(FetchEnd.HTTP_ERROR, status, "7"))
        .isEqualTo(Answer.busy(Duration.ofSeconds(7)));
    assertThat(answer(FetchEnd.HTTP_ERROR, status, "Sat, 21 Nov 2026 12:01:00 GMT"))
        .isEqualTo(Answer.busy(Duration.ofMinutes(1)));
    assertThat(answer(FetchEnd.HTTP_ERROR, status, "soon")).isEqualTo(Answer.busy(null));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 428, 430, 500, 502, 504})
  void of_otherStatus_isGoodEvenWithARetryAfter(int status) {
    assertThat(answer(FetchEnd.HTTP_ERROR, status, "7")).isEqualTo(Answer.GOOD);
  }

  @Test
  void of_pageOrRedirect_isGood() {
    assertThat(HostAnswers.of(new FetchOutcome.Redirect(301, null), NOW)).isEqualTo(Answer.GOOD);
    Page page = Page.of(url("http://a.example/"), null, new byte[0]);
    assertThat(HostAnswers.of(page, NOW)).isEqualTo(Answer.GOOD);
  }

  @Test
  void hostDown_saysWhichHostAndHowOften() {
    Host host = new Host("http", "a.example", 8080);
    assertThat(HostAnswers.hostDown(new HostDown(host, 12)))
        .isEqualTo(Ending.of(Outcome.HOST_DOWN, "http://a.example:8080 failed 12 times in a row"));
  }

  @Test
  void isOurs_ofTheNetworkOnly() {
    for (Outcome outcome : Outcome.values()) {
      assertThat(HostAnswers.isOurs(Ending.of(outcome, "")))
          .isEqualTo(outcome == Outcome.NETWORK_ERROR);
    }
    assertThat(HostAnswers.isOurs(new Reply.Redirection(301, "/"))).isFalse();
  }

  @Test
  void reply_ofEachOutcome_keepsWhatItSays() {
    Page page = Page.of(url("http://a.example/"), null, new byte[0]);
    assertThat(Reply.of(page)).isEqualTo(new Reply.Document(page));
    assertThat(Reply.of(new FetchOutcome.Redirect(307, "/x")))
        .isEqualTo(new Reply.Redirection(307, "/x"));
    RetryAfter pause = new RetryAfter("7", null);
    assertThat(Reply.of(new FetchOutcome.Other(FetchEnd.HTTP_ERROR, 503, "a/b", "busy", pause)))
        .isEqualTo(new Ending(Outcome.HTTP_ERROR, 503, "a/b", "busy", pause));
  }

  @ParameterizedTest
  @CsvSource({"503,DNS_ERROR", "0,TIMEOUT"})
  void ending_ofARobotsTxtThatCouldNotBeAsked_isThatOfItsCause(int status, Outcome outcome) {
    RobotsAnswer.Unreachable robots =
        new RobotsAnswer.Unreachable(Ending.of(outcome, "why"), status, "said");
    assertThat(Ending.of(robots)).isEqualTo(Ending.of(outcome, status, "robots.txt: said"));
  }

  /** Nobody has told why: that is a bug. */
  @Test
  void ending_ofARobotsTxtWithoutACause_isAnInternalError() {
    assertThat(Ending.of(new RobotsAnswer.Unreachable(null, 0, "said")))
        .isEqualTo(Ending.of(Outcome.INTERNAL_ERROR, "robots.txt: said"));
  }

  @Test
  void rootCause_isWithoutWhatTheStageAfterItHasWrapped() {
    IllegalStateException bug = new IllegalStateException("bug");
    assertThat(RootCause.of(bug)).isSameAs(bug);
    assertThat(RootCause.of(new CompletionException(bug))).isSameAs(bug);
    CompletionException alone = new CompletionException("alone", null);
    assertThat(RootCause.of(alone)).isSameAs(alone);
    IllegalStateException around = new IllegalStateException("around", bug);
    assertThat(RootCause.of(new CompletionException(around))).isSameAs(around);
  }
}
