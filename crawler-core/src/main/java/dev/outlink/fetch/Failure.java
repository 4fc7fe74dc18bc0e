package dev.outlink.fetch;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From exceptions to outcomes with a detail in words. */
final class Failure {

  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  private Failure() {}

  private static FetchOutcome.Other other(Outcome outcome, String detail) {
    return new FetchOutcome.Other(outcome, 0, null, detail);
  }

  static FetchOutcome.Other stopped() {
    return other(Outcome.STOPPED, "the crawl was stopped");
  }

  static FetchOutcome.Other badRequest(IllegalArgumentException problem) {
    return other(
        Outcome.BAD_URL,
        "cannot be sent as a request: " + Words.sanitised(String.valueOf(problem.getMessage())));
  }

  static FetchOutcome.Other ofName(String name, Throwable cause) {
    return other(
        Outcome.DNS_ERROR,
        has(cause, DnsNameResolverTimeoutException.class)
            ? "no answer from the name server for " + Words.sanitised(name)
            : "no address for " + Words.sanitised(name));
  }

  static FetchOutcome.Other ofConnect(InetSocketAddress address, Throwable cause, Duration limit) {
    String target = Words.of(address);
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof ConnectTimeoutException || message.contains("timed out")) {
      return other(
          Outcome.CONNECT_TIMEOUT, "no connection to " + target + " within " + Words.of(limit));
    }
    if (message.contains("refused")) {
      return other(Outcome.CONNECT_REFUSED, target + " refused the connection");
    }
    return other(Outcome.CONNECT_FAILED, "no connection to " + target + reason(cause, message));
  }

  private static String reason(Throwable cause, String message) {
    if (cause instanceof NoRouteToHostException || message.contains("no route")) {
      return ": no route to this address";
    }
    if (message.contains("unreachable")) {
      return ": network unreachable";
    }
    return message.contains("too many open files") ? ": too many open files" : "";
  }

  static FetchOutcome.Other ofHandshake(Throwable cause, Duration limit) {
    return cause instanceof SslHandshakeTimeoutException
        ? other(Outcome.CONNECT_TIMEOUT, "no TLS handshake within " + Words.of(limit))
        : other(Outcome.TLS_ERROR, TlsFailure.words(cause));
  }

  static FetchOutcome.Other ofTlsSetup(UncheckedIOException problem) {
    return other(
        Outcome.TLS_ERROR,
        "TLS cannot be used here: " + Words.sanitised(String.valueOf(problem.getMessage())));
  }

  /** What ended an exchange of which no outcome was known. */
  static FetchOutcome.Other of(
      Throwable problem, Progress progress, @Nullable ResponseHead head, FetchConfig config) {
    FetchOutcome.Other known = progress.failure();
    if (problem instanceof TimeoutException) {
      return ofTimeout(problem, progress, head, config);
    }
    if (known != null) {
      return known;
    }
    if (has(problem, TooLongHttpHeaderException.class)
        || has(problem, TooLongHttpLineException.class)) {
      return answered(head, Outcome.HEADERS_TOO_LARGE, "the response's headers are too large");
    }
    if (problem instanceof PrematureChannelClosureException) {
      return answered(head, Outcome.INCOMPLETE, "connection closed within the response's headers");
    }
    if (problem instanceof IOException) {
      return ofClose(problem, progress, head);
    }
    if (problem instanceof DecoderException || problem instanceof IllegalArgumentException) {
      return answered(head, Outcome.BAD_RESPONSE, "the response is not valid HTTP");
    }
    LOG.warn("unexpected failure of a request", problem);
    return answered(head, Outcome.INTERNAL_ERROR, Words.sanitised(String.valueOf(problem)));
  }

  private static FetchOutcome.Other ofTimeout(
      Throwable problem, Progress progress, @Nullable ResponseHead head, FetchConfig config) {
    String arrived =
        switch (progress.step()) {
          case BEGUN -> "; no address yet";
          case CONNECTING -> "; no connection yet";
          case CONNECTED -> "; no request sent yet";
          case SENT -> "; no answer";
          case ANSWERED -> "; " + Words.of(progress.arrived()) + " bytes had arrived";
        };
    return String.valueOf(problem.getMessage()).startsWith("Read timeout")
        ? answered(
            head, Outcome.READ_TIMEOUT, "silent for " + Words.of(config.readTimeout()) + arrived)
        : answered(
            head, Outcome.TIMEOUT, "not complete within " + Words.of(config.timeout()) + arrived);
  }

  private static FetchOutcome.Other ofClose(
      Throwable problem, Progress progress, @Nullable ResponseHead head) {
    if (head != null) {
      return progress.cut(head);
    }
    if (progress.step() == Progress.Step.ANSWERED) {
      return other(Outcome.INCOMPLETE, "connection closed within the response's headers");
    }
    if (has(problem, SSLException.class)) {
      return other(Outcome.TLS_ERROR, TlsFailure.words(problem));
    }
    if (progress.step().compareTo(Progress.Step.SENT) < 0) {
      return other(Outcome.CONNECT_FAILED, "no connection to the server");
    }
    String message = String.valueOf(problem.getMessage());
    return other(
        Outcome.CONNECTION_CLOSED,
        message.contains("Connection reset")
            ? "the server reset the connection before it answered"
            : message.contains("stream reset")
                ? "the server reset the request before it answered"
                : "the server closed the connection before it answered");
  }

  private static FetchOutcome.Other answered(
      @Nullable ResponseHead head, Outcome outcome, String detail) {
    return head == null ? other(outcome, detail) : head.other(outcome, detail);
  }

  private static boolean has(Throwable problem, Class<? extends Throwable> type) {
    Throwable cause = problem;
    for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
