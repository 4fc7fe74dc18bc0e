package dev.outlink.gate;

import dev.outlink.politeness.Politeness;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The turns of one host, and what is remembered of it. Confined to {@link Turns}. */
final class Gate extends Sleeper {

  private static final long SHORTEST_REST = 1_000_000_000;

  final Host host;
  final WaitingLine<Waiter> waiters = new WaitingLine<>();

  /** Where it stands, in one line at most; null while it stands in none. */
  WaitingLine.@Nullable Place<Gate> place;

  /** Whose turn it holds while it waits for a slot; null while it holds none. */
  @Nullable AddressGate reserved;

  /** Requests that are silent. */
  int silent;

  private final Politeness politeness;
  private int inFlight;
  private boolean started;
  private long startedAt;
  private long ownDelay;
  private long restsUntil;
  private @Nullable Backoff backoff;
  private @Nullable Parking parking;
  private final @Nullable Adaptation adaptation;

  Gate(Host host, Politeness politeness, long now) {
    this.host = host;
    this.politeness = politeness;
    this.ownDelay = politeness.hostDelay().toNanos();
    this.restsUntil = now;
    this.adaptation = politeness.adaptive() ? new Adaptation(politeness.hostConcurrency()) : null;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /** The host asks for this delay in nanoseconds; below zero where that is not known. */
  void crawlDelay(long nanos) {
    if (nanos >= 0) {
      ownDelay = Math.max(nanos, politeness.hostDelay().toNanos());
    }
  }

  /** When its delay, its rest and its time of being parked are all over. */
  long opensAt() {
    long at = started ? later(startedAt + delay(), restsUntil) : restsUntil;
    return parking != null && parking.isShut() ? later(at, parking.until()) : at;
  }

  private long delay() {
    return adaptation == null ? ownDelay : Math.max(ownDelay, adaptation.delay());
  }

  boolean isIdle() {
    return waiters.isEmpty() && inFlight == 0;
  }

  boolean hasPermitOut() {
    return inFlight > 0;
  }

  /** Whether it has a waiter and a free turn. */
  boolean isWanted() {
    return !waiters.isEmpty() && inFlight < limit();
  }

  private int limit() {
    if (parking != null && parking.isShut()) {
      return 1;
    }
    return adaptation == null ? politeness.hostConcurrency() : adaptation.limit();
  }

  boolean isParked(long now) {
    return parking != null && parking.isParked(now);
  }

  /** What whoever waits for a parked host is told. */
  HostDown down() {
    return new HostDown(host, parking == null ? 0 : parking.failures());
  }

  /** Whether it must be remembered also when its delay and rest are over. */
  boolean hasHistory() {
    return backoff != null || parking != null || (adaptation != null && adaptation.hasHistory());
  }

  void start(long now) {
    inFlight++;
    started = true;
    startedAt = now;
  }

  /** Rests for so long from now, if that is longer than it rests already. */
  void rest(long nanos, long now) {
    restsUntil = later(restsUntil, now + nanos);
  }

  /** A request that was sent then has ended so. */
  void end(Answer answer, long sentAt, long now, RandomGenerator random) {
    inFlight--;
    switch (answer.kind()) {
      case NONE -> {}
      case GOOD -> good(sentAt, now);
      case BUSY -> busy(answer.retryAfter(), sentAt, now, random);
      case FAILED -> failed(sentAt, now);
    }
  }

  private void good(long sentAt, long now) {
    parking = null;
    if (backoff != null && backoff.isNews(sentAt)) {
      backoff = null;
    }
    if (adaptation != null) {
      adaptation.good(sentAt, now);
    }
  }

  private void busy(@Nullable Duration retryAfter, long sentAt, long now, RandomGenerator random) {
    boolean news = backoff == null || backoff.isNews(sentAt);
    if (backoff == null) {
      backoff = new Backoff(politeness.retryAfterCap().toNanos(), now);
    }
    if (news) {
      backoff.busy(now);
      failed(sentAt, now);
    }
    if (retryAfter != null) {
      rest(pause(retryAfter), now);
    } else if (news) {
      rest(backoff.longer(random), now);
    } else if (restsUntil - now <= 0) {
      rest(backoff.again(random), now);
    }
  }

  private long pause(Duration retryAfter) {
    if (retryAfter.isZero() || retryAfter.isNegative()) {
      return SHORTEST_REST;
    }
    Duration cap = politeness.retryAfterCap();
    return (retryAfter.compareTo(cap) < 0 ? retryAfter : cap).toNanos();
  }

  private void failed(long sentAt, long now) {
    if (politeness.maxHostFailures() > 0) {
      if (parking == null) {
        parking = new Parking();
      }
      parking.failed(politeness.maxHostFailures(), sentAt, now);
    }
    if (adaptation != null) {
      adaptation.halve(sentAt, now);
    }
  }
}
