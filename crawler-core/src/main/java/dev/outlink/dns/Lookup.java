package dev.outlink.dns;

import dev.outlink.detail.DetailText;
import dev.outlink.failure.Causes;
import dev.outlink.failure.OwnNetwork;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolverException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.util.Timeout;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The question for the addresses of one name, whoever asks, and what the name servers said so far.
 * Confined to one I/O thread, but for its result.
 */
final class Lookup {

  /** Seconds that an answer counts which came without a time to live (the hosts file). */
  private static final long USUAL_TTL = 30;

  private static final long MAX_TTL = 300;

  final String name;
  final EventLoop loop;
  final CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();

  // Set once each.
  volatile @Nullable Timeout deadline;
  volatile @Nullable Timeout turn;

  /** Guarded by the lock of {@link Lookups}. */
  boolean hasTurn;

  private final AtomicBoolean ended = new AtomicBoolean();

  /** What Netty is doing, while it does. */
  volatile @Nullable Future<?> question;

  // Confined to the I/O thread.
  private int tries;
  private long ttl = -1;
  private boolean noSuchName;
  private boolean timedOut;
  private @Nullable Throwable unanswered;
  private @Nullable DnsResponseCode refusal;

  Lookup(String name, EventLoop loop) {
    this.name = name;
    this.loop = loop;
  }

  /** True once: for whoever ends it. */
  boolean isFirstEnd() {
    return ended.compareAndSet(false, true);
  }

  /** One more try begins. */
  void begin() {
    tries++;
    timedOut = false;
    unanswered = null;
    refusal = null;
  }

  /** An address came that counts for so many seconds. */
  void counts(long seconds) {
    ttl = ttl < 0 ? seconds : Math.min(ttl, seconds);
  }

  /** A name server answered, but not with what was asked for. */
  void noAnswer(DnsResponseCode code) {
    if (code.intValue() != DnsResponseCode.NOERROR.intValue()) {
      refusal = code;
    }
  }

  /** One query failed. */
  void queryFailed(Throwable cause) {
    if (cause instanceof DnsErrorCauseException said) {
      noSuchName |= said.getCode().intValue() == DnsResponseCode.NXDOMAIN.intValue();
    } else if (cause instanceof DnsNameResolverException) {
      timedOut |= cause instanceof DnsNameResolverTimeoutException;
      unanswered = cause;
    }
  }

  /** Whether a packet may have been lost, so that asking once more is worth the time. */
  boolean isWorthAnotherTry() {
    return timedOut && !noSuchName && tries < 2;
  }

  /** Seconds that the addresses may be remembered, 1 to 300. */
  long secondsToLive() {
    return ttl < 0 ? USUAL_TTL : Math.max(1, Math.min(ttl, MAX_TTL));
  }

  /**
   * What a failure means: a name server said that there is no such name or that it has no address,
   * or none of them said anything about it.
   */
  UnknownHostException failure(Throwable cause) {
    Throwable silent = unanswered;
    if (silent == null) {
      silent = Causes.find(cause, DnsNameResolverException.class::isInstance);
    }
    DnsResponseCode code = refusal;
    if (!noSuchName && code == null) {
      Throwable said = Causes.find(cause, DnsErrorCauseException.class::isInstance);
      code = said == null ? null : ((DnsErrorCauseException) said).getCode();
    }
    boolean isNoName = code != null && code.intValue() == DnsResponseCode.NXDOMAIN.intValue();
    if (noSuchName || isNoName) {
      return noAddress(cause);
    }
    if (silent != null) {
      return silence(silent);
    }
    if (code != null) {
      return new NoAnswerException(
          "the name server could not look up "
              + DetailText.sanitised(name)
              + ": "
              + DetailText.sanitised(code.toString()),
          cause);
    }
    return isAboutTheName(cause) ? noAddress(cause) : silence(cause);
  }

  /** Whether Netty asked at all. A name that cannot be one has no address. */
  private static boolean isAboutTheName(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return OwnNetwork.problem(cause) == null && !NameServers.isDeaf(cause);
    }
    return cause instanceof IllegalArgumentException;
  }

  private UnknownHostException noAddress(Throwable cause) {
    UnknownHostException failure = new UnknownHostException("no address for " + name);
    failure.initCause(cause);
    return failure;
  }

  NoAnswerException silence(@Nullable Throwable cause) {
    return new NoAnswerException(
        "no answer from the name server for " + DetailText.sanitised(name), cause);
  }
}
