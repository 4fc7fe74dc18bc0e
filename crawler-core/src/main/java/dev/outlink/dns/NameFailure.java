package dev.outlink.dns;

import dev.outlink.detail.DetailText;
import dev.outlink.failure.Causes;
import dev.outlink.failure.OwnNetwork;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import io.netty.resolver.dns.DnsNameResolverException;

/** How a request ends whose host's name did not resolve. */
public final class NameFailure {

  private NameFailure() {}

  /** The end of a request for a host of that name. */
  public static FetchOutcome.Other of(String name, Throwable cause) {
    String shown = DetailText.sanitised(name);
    String here = OwnNetwork.problem(cause);
    if (here != null) {
      return end(FetchEnd.NETWORK_ERROR, "cannot ask for " + shown + " here: " + here);
    }
    Throwable silent = Causes.find(cause, NoAnswerException.class::isInstance);
    if (silent != null) {
      return end(FetchEnd.DNS_TIMEOUT, Causes.words(silent));
    }
    return Causes.has(cause, DnsNameResolverException.class)
        ? end(FetchEnd.DNS_TIMEOUT, "no answer from the name server for " + shown)
        : end(FetchEnd.DNS_ERROR, "no address for " + shown);
  }

  private static FetchOutcome.Other end(FetchEnd end, String detail) {
    return new FetchOutcome.Other(end, 0, null, detail);
  }
}
