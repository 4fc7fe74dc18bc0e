package dev.outlink.failure;

import dev.outlink.detail.DetailText;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import io.netty.channel.ConnectTimeoutException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Locale;

/** How a request ends for which no connection could be made. */
public final class ConnectFailure {

  private ConnectFailure() {}

  /** No connection was made to what the target names. */
  public static FetchOutcome.Other of(String target, Throwable cause, Duration limit) {
    String here = OwnNetwork.problem(cause);
    if (here != null) {
      return other(FetchEnd.NETWORK_ERROR, "cannot connect to " + target + " from here: " + here);
    }
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof ConnectTimeoutException || message.contains("timed out")) {
      return other(
          FetchEnd.CONNECT_TIMEOUT,
          "no connection to " + target + " within " + DetailText.of(limit));
    }
    if (message.contains("refused")) {
      return other(FetchEnd.CONNECT_REFUSED, target + " refused the connection");
    }
    boolean noRoute = cause instanceof NoRouteToHostException || message.contains("no route");
    return other(
        FetchEnd.CONNECT_FAILED,
        "no connection to " + target + (noRoute ? ": no route to this address" : ""));
  }

  private static FetchOutcome.Other other(FetchEnd end, String detail) {
    return new FetchOutcome.Other(end, 0, null, detail);
  }
}
