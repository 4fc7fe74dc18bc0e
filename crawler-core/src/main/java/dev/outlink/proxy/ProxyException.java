package dev.outlink.proxy;

import dev.outlink.detail.DetailText;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.network.ProxyAddress;

/**
 * A proxy did not let a connection through, or could not be reached. It is no I/O exception: those
 * may be a kept connection's, and are tried again.
 */
public final class ProxyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FetchOutcome.Other outcome;

  /**
   * The end of a request.
   *
   * @param outcome without a status: it is no answer of the site
   */
  ProxyException(FetchOutcome.Other outcome) {
    super(outcome.detail());
    this.outcome = outcome;
  }

  ProxyException(FetchEnd outcome, String detail) {
    this(new FetchOutcome.Other(outcome, 0, null, detail));
  }

  /** A refusal of the proxy, of a connection to that host and port. */
  static ProxyException refusal(ProxyAddress proxy, String target, String reason) {
    return new ProxyException(
        FetchEnd.CONNECT_FAILED,
        "the proxy "
            + proxy
            + " refused to connect to "
            + DetailText.sanitised(target)
            + ": "
            + reason);
  }

  /** The proxy, while a connection to that host and port was asked for, did something else. */
  static ProxyException failure(ProxyAddress proxy, String what) {
    return new ProxyException(FetchEnd.CONNECT_FAILED, "the proxy " + proxy + ' ' + what);
  }

  public FetchOutcome.Other outcome() {
    return outcome;
  }
}
