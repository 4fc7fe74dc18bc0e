package dev.outlink.ahc;

import dev.outlink.detail.DetailText;
import dev.outlink.dns.NameFailure;
import dev.outlink.failure.Causes;
import dev.outlink.failure.ConnectFailure;
import dev.outlink.failure.OwnNetwork;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.ResponseHead;
import dev.outlink.http1.MalformedResponse;
import dev.outlink.proxy.ProxyException;
import dev.outlink.tls.TlsFailure;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From exceptions to outcomes with a detail in words. Total: an exception that nobody thought of is
 * a failure of its connection. {@link FetchEnd#INTERNAL_ERROR} is left to {@link Causes#isBug}.
 */
public final class FailureOutcomes {

  private static final Logger LOG = LoggerFactory.getLogger(FailureOutcomes.class);

  private static final int MOST_LOGGED = 100;

  /** Classes of exceptions that no rule knows and that were logged. */
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private static final Set<Http2Error> NOT_PROCESSED =
      Set.of(Http2Error.NO_ERROR, Http2Error.REFUSED_STREAM, Http2Error.CANCEL);

  /** Netty's words. */
  private static final String FIELD_OF_A_CONNECTION = "Illegal connection-specific header";

  /** AsyncHttpClient's words for a stream that is reset with HTTP_1_1_REQUIRED. */
  private static final String REFUSED =
      "stream reset by server, error code: " + Http2Error.HTTP_1_1_REQUIRED.code();

  private FailureOutcomes() {}

  private static FetchOutcome.Other other(FetchEnd outcome, String detail) {
    return new FetchOutcome.Other(outcome, 0, null, detail);
  }

  static FetchOutcome.Other stopped() {
    return other(FetchEnd.STOPPED, "the crawl was stopped");
  }

  static FetchOutcome.Other badRequest(IllegalArgumentException problem) {
    return other(
        FetchEnd.BAD_URL,
        "cannot be sent as a request: "
            + DetailText.sanitised(String.valueOf(problem.getMessage())));
  }

  static FetchOutcome.Other ofName(String name, Throwable cause) {
    FetchOutcome.Other known = ofProxy(cause);
    return known == null ? NameFailure.of(name, cause) : known;
  }

  static FetchOutcome.Other ofConnect(InetSocketAddress address, Throwable cause, Duration limit) {
    FetchOutcome.Other known = ofProxy(cause);
    return known == null ? ConnectFailure.of(DetailText.of(address), cause, limit) : known;
  }

  /** What a proxy is to blame for, which says so itself; null where it is not. */
  private static FetchOutcome.@Nullable Other ofProxy(Throwable cause) {
    return Causes.find(cause, ProxyException.class::isInstance) instanceof ProxyException known
        ? known.outcome()
        : null;
  }

  static FetchOutcome.Other ofHandshake(Throwable cause, Duration limit) {
    return cause instanceof SslHandshakeTimeoutException
        ? other(FetchEnd.CONNECT_TIMEOUT, "no TLS handshake within " + DetailText.of(limit))
        : other(FetchEnd.TLS_ERROR, TlsFailure.words(cause));
  }

  static FetchOutcome.Other ofTlsSetup(UncheckedIOException problem) {
    return other(
        FetchEnd.TLS_ERROR,
        "TLS cannot be used here: " + DetailText.sanitised(String.valueOf(problem.getMessage())));
  }

  /** What ended an exchange of which no outcome was known. */
  static FetchOutcome.Other of(
      Throwable problem,
      RequestProgress progress,
      @Nullable ResponseHead head,
      FetchConfig config) {
    FetchOutcome.Other known = progress.failure();
    if (problem instanceof TimeoutException) {
      return ofTimeout(FetchEnd.TIMEOUT, progress, head, config.timeout());
    }
    if (known == null) {
      known = ofProxy(problem);
    }
    if (known != null) {
      return known;
    }
    if (Causes.isBug(problem)) {
      return ofBug(problem, head);
    }
    if (isTooLarge(problem)) {
      return answered(head, FetchEnd.HEADERS_TOO_LARGE, "the response's headers are too large");
    }
    if (problem instanceof PrematureChannelClosureException) {
      return answered(head, FetchEnd.INCOMPLETE, "connection closed within the response's headers");
    }
    if (problem instanceof UnknownHostException) {
      return ofName("this host", problem);
    }
    Throwable malformed = Causes.find(problem, MalformedResponse.class::isInstance);
    if (malformed != null) {
      return answered(
          head,
          FetchEnd.BAD_RESPONSE,
          "the response is not valid HTTP: " + Causes.words(malformed));
    }
    if (isMalformed(problem)) {
      return answered(head, FetchEnd.BAD_RESPONSE, "the response is not valid HTTP");
    }
    if (problem instanceof IOException) {
      return ofClose(problem, progress, head);
    }
    return ofOther(problem, progress, head);
  }

  private static FetchOutcome.Other ofBug(Throwable bug, @Nullable ResponseHead head) {
    String here = OwnNetwork.problem(bug);
    if (here != null) {
      return answered(head, FetchEnd.NETWORK_ERROR, "cannot go on here: " + here);
    }
    LOG.warn("a bug ended a request", bug);
    return answered(head, FetchEnd.INTERNAL_ERROR, DetailText.sanitised(String.valueOf(bug)));
  }

  /**
   * Whether a server refuses HTTP/2 for a request, or its HTTP/2 has fields of a connection, which
   * belong to HTTP/1.1 (RFC 9113, sections 7 and 8.2.2): it is to be asked over that.
   */
  static boolean asksForHttp1(Throwable problem) {
    Throwable http2 = Causes.find(problem, Http2Exception.class::isInstance);
    if (http2 instanceof Http2Exception e) {
      return e.error() == Http2Error.HTTP_1_1_REQUIRED
          || Causes.words(e).startsWith(FIELD_OF_A_CONNECTION);
    }
    return problem instanceof IOException && String.valueOf(problem.getMessage()).endsWith(REFUSED);
  }

  /** AsyncHttpClient's word for a number that is none is an I/O error. */
  static boolean isMalformed(Throwable problem) {
    return problem instanceof IOException && problem.getCause() instanceof NumberFormatException;
  }

  private static boolean isTooLarge(Throwable problem) {
    Throwable http2 = Causes.find(problem, Http2Exception.class::isInstance);
    if (http2 != null && Causes.words(http2).startsWith("Header size exceeded")) {
      return true; // As an error of the connection it has no class of its own.
    }
    return Causes.has(problem, TooLongHttpHeaderException.class)
        || Causes.has(problem, TooLongHttpLineException.class)
        || Causes.has(problem, Http2Exception.HeaderListSizeException.class);
  }

  /** Of what is no {@link IOException}: codecs, TLS, and what no rule knows. */
  private static FetchOutcome.Other ofOther(
      Throwable problem, RequestProgress progress, @Nullable ResponseHead head) {
    String here = OwnNetwork.problem(problem);
    if (here != null) {
      return answered(head, FetchEnd.NETWORK_ERROR, "cannot go on here: " + here);
    }
    if (isOfTls(problem)) {
      return ofClose(problem, progress, head);
    }
    if (problem instanceof DecoderException || problem instanceof IllegalArgumentException) {
      return answered(head, FetchEnd.BAD_RESPONSE, "the response is not valid HTTP");
    }
    String words = Causes.words(problem);
    Throwable http2 = Causes.find(problem, Http2Exception.class::isInstance);
    if (http2 != null) {
      return NOT_PROCESSED.contains(((Http2Exception) http2).error())
          ? ofFailed(progress, head, words)
          : answered(head, FetchEnd.BAD_RESPONSE, "the response is not valid HTTP/2: " + words);
    }
    logOnce(problem);
    return Causes.has(problem, CodecException.class)
            || Causes.isFrom(problem, "io.netty.handler.codec")
        ? answered(head, FetchEnd.BAD_RESPONSE, "the response is not valid HTTP: " + words)
        : ofFailed(progress, head, words);
  }

  private static boolean isOfTls(Throwable problem) {
    return Causes.has(problem, SSLException.class)
        || Causes.has(problem, GeneralSecurityException.class)
        || Causes.isFrom(problem, "io.netty.handler.ssl");
  }

  private static void logOnce(Throwable problem) {
    if (LOGGED.size() < MOST_LOGGED && LOGGED.add(problem.getClass().getName())) {
      LOG.warn("a connection failed as none did before; its like is not logged again", problem);
    }
  }

  private static FetchOutcome.Other ofFailed(
      RequestProgress progress, @Nullable ResponseHead head, String words) {
    if (head != null) {
      return head.other(
          FetchEnd.INCOMPLETE,
          "the connection failed after " + DetailText.of(progress.arrived()) + " bytes: " + words);
    }
    return switch (progress.step()) {
      case BEGUN, CONNECTING, CONNECTED ->
          other(FetchEnd.CONNECT_FAILED, "no connection to the server: " + words);
      case SENT -> other(FetchEnd.CONNECTION_CLOSED, "the connection failed: " + words);
      case ANSWERED ->
          other(
              FetchEnd.INCOMPLETE, "the connection failed within the response's headers: " + words);
    };
  }

  /**
   * A request ran out of time.
   *
   * @param outcome {@link FetchEnd#TIMEOUT} or {@link FetchEnd#READ_TIMEOUT}
   * @param bound how long it was waited for
   */
  static FetchOutcome.Other ofTimeout(
      FetchEnd outcome, RequestProgress progress, @Nullable ResponseHead head, Duration bound) {
    String asked = progress.asked();
    if (progress.step() == RequestProgress.Step.BEGUN && asked != null) {
      return other(
          FetchEnd.DNS_TIMEOUT,
          "no answer from the name server for "
              + DetailText.sanitised(asked)
              + " within "
              + DetailText.of(bound));
    }
    String arrived =
        switch (progress.step()) {
          case BEGUN -> "; no address yet";
          case CONNECTING -> "; no connection yet";
          case CONNECTED -> "; no request sent yet";
          case SENT -> "; no answer";
          case ANSWERED -> "; " + DetailText.of(progress.arrived()) + " bytes had arrived";
        };
    return outcome == FetchEnd.READ_TIMEOUT
        ? answered(head, outcome, "silent for " + DetailText.of(bound) + arrived)
        : answered(head, outcome, "not complete within " + DetailText.of(bound) + arrived);
  }

  private static FetchOutcome.Other ofClose(
      Throwable problem, RequestProgress progress, @Nullable ResponseHead head) {
    if (head != null) {
      return progress.cut(head);
    }
    if (progress.step() == RequestProgress.Step.ANSWERED) {
      return other(FetchEnd.INCOMPLETE, "connection closed within the response's headers");
    }
    if (isOfTls(problem)) {
      return other(FetchEnd.TLS_ERROR, TlsFailure.words(problem));
    }
    String here = OwnNetwork.problem(problem);
    if (here != null) {
      return other(FetchEnd.NETWORK_ERROR, "cannot go on here: " + here);
    }
    if (progress.step().compareTo(RequestProgress.Step.SENT) < 0) {
      return other(FetchEnd.CONNECT_FAILED, "no connection to the server");
    }
    String message = String.valueOf(problem.getMessage());
    return other(
        FetchEnd.CONNECTION_CLOSED,
        message.contains("Connection reset")
            ? "the server reset the connection before it answered"
            : message.contains("stream reset")
                ? "the server reset the request before it answered"
                : "the server closed the connection before it answered");
  }

  private static FetchOutcome.Other answered(
      @Nullable ResponseHead head, FetchEnd outcome, String detail) {
    return head == null ? other(outcome, detail) : head.other(outcome, detail);
  }
}
