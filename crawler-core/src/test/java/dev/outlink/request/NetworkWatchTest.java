package dev.outlink.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Our own failures and those of hosts. */
class NetworkWatchTest {

  private static final FetchOutcome GOOD =
      new FetchOutcome.Other(FetchEnd.HTTP_ERROR, 404, null, "");

  private final VirtualTime time = new VirtualTime();
  private final Set<Host> reachable = new HashSet<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger recoveries = new AtomicInteger();
  private final NetworkWatch network =
      new NetworkWatch(new Wires(), time.ticker(), time, recoveries::incrementAndGet);

  private final class Wires implements Fetcher {

    @Override
    public CompletableFuture<FetchOutcome> fetch(FetchRequest request) {
      throw new AssertionError("no request is sent");
    }

    @Override
    public CompletableFuture<Boolean> reaches(Host host) {
      looks.incrementAndGet();
      return CompletableFuture.completedFuture(reachable.contains(host));
    }

    @Override
    public void close() {}
  }

  private static Host host(int number) {
    return new Host("http", "h" + number + ".example", 80);
  }

  private static FetchOutcome failure(FetchEnd outcome) {
    return new FetchOutcome.Other(outcome, 0, null, "as if");
  }

  private CompletableFuture<FetchEnd> judge(int host, FetchOutcome outcome) {
    return network
        .judge(host(host), outcome, time.now())
        .thenApply(judged -> ((FetchOutcome.Other) judged).end());
  }

  /** What is judged at once. */
  private FetchEnd judged(int host, FetchOutcome outcome) {
    return judge(host, outcome).getNow(null);
  }

  private void answers(int hosts) {
    for (int i = 0; i < hosts; i++) {
      assertThat(judged(i, GOOD)).isEqualTo(FetchEnd.HTTP_ERROR);
      reachable.add(host(i));
      time.advance(Duration.ofMillis(100));
    }
  }

  @Test
  void failureWhileOthersAnswer_isTheHosts() {
    answers(5);

    CompletableFuture<FetchEnd> failed = judge(9, failure(FetchEnd.CONNECT_REFUSED));
    assertThat(failed).isNotDone();
    time.advance(Duration.ofMillis(200));
    answers(1);

    assertThat(failed).isCompletedWithValue(FetchEnd.CONNECT_REFUSED);
    assertThat(looks).hasValue(0);
  }

  @Test
  void fourHundredTimeoutsAfterASilence_areTheHosts_whereOthersCanBeReached() {
    answers(5);
    time.advance(Duration.ofSeconds(20));

    List<CompletableFuture<FetchEnd>> failed = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      failed.add(judge(100 + i, failure(FetchEnd.TIMEOUT)));
    }
    time.advance(Duration.ofSeconds(1));

    assertThat(failed).allMatch(end -> end.getNow(null) == FetchEnd.TIMEOUT);
    assertThat(network.isDown()).isFalse();
    assertThat(looks).as("asked once for all").hasValueLessThanOrEqualTo(3);
  }

  @Test
  void failureWhileNoOtherCanBeReached_isOurs_untilOneCan() {
    answers(5);
    reachable.clear();
    CompletableFuture<FetchEnd> first = judge(9, failure(FetchEnd.CONNECT_REFUSED));
    time.advance(Duration.ofSeconds(1));

    assertThat(first).isCompletedWithValue(FetchEnd.NETWORK_ERROR);
    assertThat(network.isDown()).isTrue();
    assertThat(judged(10, failure(FetchEnd.CONNECTION_CLOSED))).isEqualTo(FetchEnd.NETWORK_ERROR);
    time.advance(Duration.ofSeconds(30));
    assertThat(network.isDown()).isTrue();
    long before = time.now();
    reachable.add(host(4));
    time.advance(Duration.ofSeconds(16));

    assertThat(network.isDown()).isFalse();
    assertThat(recoveries).hasValue(1);
    assertThat(network.wasDown(before)).isTrue();
    assertThat(network.wasDown(time.now())).isFalse();
  }

  @Test
  void silentNameServer_isOursAtOnce_whereNoHostCanBeReached() {
    answers(5);
    reachable.clear();

    assertThat(judged(9, failure(FetchEnd.DNS_TIMEOUT))).isEqualTo(FetchEnd.NETWORK_ERROR);
    assertThat(network.isDown()).isTrue();
  }

  @Test
  void silentNameServerOfOneName_isNotOurs() {
    answers(5);

    assertThat(judged(9, failure(FetchEnd.DNS_TIMEOUT))).isEqualTo(FetchEnd.DNS_TIMEOUT);
    assertThat(network.isDown()).isFalse();
  }

  @Test
  void theOnlyHost_thatFails_isNotTakenForTheNetwork() {
    answers(1);
    reachable.clear();
    time.advance(Duration.ofMinutes(1));

    assertThat(judged(0, failure(FetchEnd.TIMEOUT))).isEqualTo(FetchEnd.TIMEOUT);
    assertThat(network.isDown()).isFalse();
  }

  @Test
  void whereNothingHasAnsweredYet_nothingIsOurs() {
    for (int i = 0; i < 100; i++) {
      assertThat(judged(i, failure(FetchEnd.NETWORK_ERROR))).isEqualTo(FetchEnd.NETWORK_ERROR);
      assertThat(judged(i, failure(FetchEnd.CONNECT_REFUSED))).isEqualTo(FetchEnd.CONNECT_REFUSED);
    }
    assertThat(network.isDown()).isFalse();
    assertThat(network.wasDown(time.now())).isFalse();
  }
}
