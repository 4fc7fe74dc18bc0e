package dev.outlink.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.gate.HostGates;
import dev.outlink.politeness.Politeness;
import dev.outlink.record.Outcome;
import dev.outlink.robots.RobotsAnswer;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answer to a request for robots.txt means (RFC 9309, section 2.3.1). */
class RobotsRequestsTest {

  private static final Host HOST = new Host("https", "a.example", 8443);
  private static final String ROBOTS = "https://a.example:8443/robots.txt";

  private final VirtualTime time = new VirtualTime();
  private final Servers servers = new Servers();
  private final RobotsRequests robots =
      new RobotsRequests(
          new Downloads(
              new HostGates(
                  Politeness.of(10, 1, Duration.ZERO),
                  time.ticker(),
                  time,
                  () -> false,
                  new SplittableRandom(1)),
              servers,
              new NetworkWatch(servers, time.ticker(), time, () -> {}),
              Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
              time),
          Runnable::run);

  private RobotsAnswer answer(FetchOutcome outcome) {
    servers.answers.put(ROBOTS, outcome);
    return robots.fetch(HOST).join();
  }

  private RobotsAnswer.Unreachable unreachable(FetchOutcome outcome) {
    return (RobotsAnswer.Unreachable) answer(outcome);
  }

  @Test
  void fetch_document_isItsTextAndIsClosed() {
    AtomicInteger closed = new AtomicInteger();
    RobotsAnswer.Text text =
        (RobotsAnswer.Text) answer(Servers.text("User-agent: *\nDisallow: /", closed));
    assertThat(new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8))
        .isEqualTo("User-agent: *\nDisallow: /");
    assertThat(closed.get()).isPositive();
    assertThat(servers.asked()).containsExactly(ROBOTS);
    assertThat(servers.requests.get(0).wanted())
        .satisfies(wanted -> assertThat(wanted.maxBody()).isEqualTo(RobotsPolicy.MAX_BYTES))
        .satisfies(wanted -> assertThat(wanted.documents()).as("of every type").isNull());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 418, 428, 430, 451, 499})
  void fetch_clientError_isUnavailable(int status) {
    assertThat(answer(Servers.end(FetchEnd.HTTP_ERROR, status)))
        .isEqualTo(new RobotsAnswer.Unavailable("status " + status));
  }

  /** 429 is the host's word that it is busy, not that it has no rules. */
  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 599, 600, 999, 300, 399})
  void fetch_otherStatus_isADenialByTheHost(int status) {
    RobotsAnswer.Unreachable answer = unreachable(Servers.end(FetchEnd.HTTP_ERROR, status));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.fault()).isEqualTo(RobotsAnswer.Fault.HOST);
    assertThat(answer.detail()).isEqualTo("status " + status + ", as if");
    assertThat(Ending.of(answer))
        .isEqualTo(
            Ending.of(Outcome.ROBOTS_DENIED, status, "robots.txt: status " + status + ", as if"));
  }

  @Test
  void fetch_successWithoutABody_isUnavailable() {
    assertThat(answer(Servers.end(FetchEnd.NOT_HTML, 204)))
        .isEqualTo(new RobotsAnswer.Unavailable("status 204, without a body"));
  }

  @ParameterizedTest
  @EnumSource(
      value = FetchEnd.class,
      names = {"NOT_HTML", "HTTP_ERROR", "BAD_ENCODING"},
      mode = EnumSource.Mode.EXCLUDE)
  void fetch_failure_isToldAsThat(FetchEnd end) {
    RobotsAnswer.Unreachable answer = unreachable(Servers.end(end, 0));
    assertThat(answer.detail()).isEqualTo("as if");
    RobotsAnswer.Fault fault =
        switch (end) {
          case DNS_TIMEOUT, NETWORK_ERROR -> RobotsAnswer.Fault.OURS;
          case STOPPED -> RobotsAnswer.Fault.NONE;
          default -> RobotsAnswer.Fault.HOST;
        };
    assertThat(answer.fault()).isEqualTo(fault);
    assertThat(Ending.of(answer)).isEqualTo(Ending.of(Outcome.of(end), "robots.txt: as if"));
  }

  @Test
  void fetch_encodingThatCannotBeUndone_isADenial() {
    RobotsAnswer.Unreachable answer = unreachable(Servers.end(FetchEnd.BAD_ENCODING, 200));
    assertThat(Ending.of(answer).outcome()).isEqualTo(Outcome.ROBOTS_DENIED);
    assertThat(answer.status()).isEqualTo(200);
  }

  /** RFC 9309, section 2.3.1.2: five redirects at least, to other hosts too; more are none. */
  @ParameterizedTest
  @CsvSource({"5,true", "6,false", "50,false"})
  void fetch_redirects_areFollowedFiveTimes(int redirects, boolean found) {
    for (int i = 0; i < redirects; i++) {
      servers.answers.put(
          i == 0 ? ROBOTS : "http://h" + i + ".example/",
          new FetchOutcome.Redirect(301, "http://h" + (i + 1) + ".example/"));
    }
    servers.answers.put(
        "http://h" + redirects + ".example/", Servers.text("Disallow:", new AtomicInteger()));
    RobotsAnswer answer = robots.fetch(HOST).join();
    if (found) {
      assertThat(answer).isInstanceOf(RobotsAnswer.Text.class);
    } else {
      assertThat(answer).isEqualTo(new RobotsAnswer.Unavailable("redirect to http://h6.example/"));
      assertThat(servers.requests).hasSize(6);
    }
  }

  @Test
  void fetch_redirectToNowhere_isUnavailable() {
    assertThat(answer(new FetchOutcome.Redirect(302, "mailto:x@a.example")))
        .isEqualTo(new RobotsAnswer.Unavailable("redirect to mailto:x@a.example"));
  }
}
