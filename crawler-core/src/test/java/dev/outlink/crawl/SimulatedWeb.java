package dev.outlink.crawl;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Hosts under virtual time, some of them behind one address. */
final class SimulatedWeb implements Fetcher {

  final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();
  final Map<String, Integer> mostAtAddress = new HashMap<>();
  private final Map<String, Integer> atAddress = new HashMap<>();
  private static final long SECOND = 1_000_000_000;

  private final VirtualTime time;
  int inFlight;
  int mostInFlight;

  /** Requests in flight for less than a second. */
  private int fresh;

  int mostFresh;

  SimulatedWeb(VirtualTime time) {
    this.time = time;
  }

  void add(SimulatedHost host) {
    hosts.put(host.name, host);
  }

  @Override
  public CompletableFuture<String> address(Host host) {
    return CompletableFuture.completedFuture(host(host.name()).address);
  }

  @Override
  public CompletableFuture<FetchOutcome> fetch(FetchRequest request) {
    return fetch(request, bytes -> {});
  }

  @Override
  public CompletableFuture<FetchOutcome> fetch(FetchRequest request, IntConsumer arrived) {
    SimulatedHost host = host(request.url().hostname());
    host.arrives(time.now());
    int here = atAddress.merge(host.address, 1, Integer::sum);
    mostAtAddress.merge(host.address, here, Integer::max);
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    long latency = host.latency().toNanos();
    mostFresh = Math.max(mostFresh, ++fresh);
    ScheduledFuture<?> unusedAge =
        time.schedule(() -> fresh--, Math.min(SECOND - 1, latency), TimeUnit.NANOSECONDS);
    CompletableFuture<FetchOutcome> answer = new CompletableFuture<>();
    ScheduledFuture<?> unused =
        time.schedule(
            () -> {
              inFlight--;
              atAddress.merge(host.address, -1, Integer::sum);
              FetchOutcome outcome = host.answers(time.now(), request.url());
              if (host.kind != SimulatedHost.Kind.DEAD) {
                arrived.accept(HEAD_BYTES);
              }
              answer.complete(outcome);
            },
            latency,
            TimeUnit.NANOSECONDS);
    return answer;
  }

  @Override
  public void close() {}

  private SimulatedHost host(String name) {
    SimulatedHost host = hosts.get(name);
    if (host == null) {
      throw new IllegalStateException("no such host: " + name);
    }
    return host;
  }
}
