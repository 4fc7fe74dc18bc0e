package dev.outlink.ahc;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.ResponseHead;
import dev.outlink.microsyntax.ContentSniffing;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CancellationException;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.netty.request.NettyRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response: what AsyncHttpClient tells, kept until the outcome can be said.
 *
 * <p>Callbacks come one at a time on an I/O thread, but for {@link #onThrowable} after a timeout,
 * which comes on the timer's thread and may overtake the others; what it reads is volatile.
 */
final class AhcExchange implements AsyncHandler<Boolean> {

  /** Bodies that nobody wants are read off up to this length, so that the connection is kept. */
  private static final long LONGEST_RUN_OFF = 16 * 1024;

  // Immutable.
  private final PendingFetch flight;
  private final RequestProgress progress = new RequestProgress();

  // Confined to the I/O thread.
  private @Nullable Connection connection;
  private int status;
  private String reason = "";
  private @Nullable ReceivedBody body;
  private boolean truncated;

  // Written on the I/O thread.
  private volatile @Nullable ResponseHead head;
  private volatile @Nullable FetchOutcome verdict;

  AhcExchange(PendingFetch flight) {
    this.flight = flight;
    flight.goesOn(this);
  }

  @Override
  public void onHostnameResolutionAttempt(String name) {
    progress.asking(name);
  }

  @Override
  public void onHostnameResolutionFailure(String name, Throwable cause) {
    progress.failed(FailureOutcomes.ofName(name, cause));
  }

  @Override
  public void onTcpConnectAttempt(InetSocketAddress address) {
    progress.connecting();
  }

  @Override
  public void onTcpConnectSuccess(InetSocketAddress address, Channel channel) {
    progress.reach(RequestProgress.Step.CONNECTED);
    goesOver(channel);
  }

  private void goesOver(Channel channel) {
    Connection found = Connection.of(channel);
    connection = found;
    if (found != null) {
      flight.countdown().goesOver(found);
    }
  }

  @Override
  public void onTcpConnectFailure(InetSocketAddress address, Throwable cause) {
    progress.failed(FailureOutcomes.ofConnect(address, cause, flight.config().connectTimeout()));
  }

  @Override
  public void onTlsHandshakeFailure(Throwable cause) {
    progress.failed(FailureOutcomes.ofHandshake(cause, flight.config().connectTimeout()));
  }

  @Override
  public void onConnectionPooled(Channel channel) {
    progress.reused();
    goesOver(channel);
  }

  @Override
  public void onRequestSend(NettyRequest request) {
    progress.reach(RequestProgress.Step.SENT);
    flight.countdown().awaitMore();
    if (connection != null) {
      connection.expect(flight::heard);
    }
  }

  @Override
  public State onStatusReceived(HttpResponseStatus response) {
    progress.reach(RequestProgress.Step.ANSWERED);
    flight.heard();
    status = response.getStatusCode();
    reason = response.getStatusText() == null ? "" : response.getStatusText();
    return status < 200 ? decide(EmptyHttpHeaders.INSTANCE) : State.CONTINUE;
  }

  @Override
  public State onHeadersReceived(HttpHeaders headers) {
    return decide(headers);
  }

  private State decide(HttpHeaders headers) {
    ResponseHead decided = head(HeaderList.of(headers));
    head = decided;
    verdict = decided.verdict(flight.documents());
    if (verdict != null) {
      return decided.status() >= 200 && decided.hasBodyUpTo(LONGEST_RUN_OFF)
          ? State.CONTINUE
          : State.ABORT;
    }
    body = new ReceivedBody(flight.lease(), flight.limit(), decided.contentLength());
    if (connection != null && connection.inlet() != null) {
      flight.lease().arriveThrough(connection.inlet());
    }
    return State.CONTINUE;
  }

  private ResponseHead head(HeaderList headers) {
    if (!flight.keepsHeaders()) {
      return ResponseHead.of(status, reason, headers);
    }
    flight.lease().take(headers.characters(), headers.characters());
    return ResponseHead.keeping(status, reason, headers);
  }

  @Override
  public State onBodyPartReceived(HttpResponseBodyPart part) {
    flight.arrived(part.length());
    if (head == null && decide(EmptyHttpHeaders.INSTANCE) == State.ABORT) {
      return State.ABORT;
    }
    ReceivedBody bytes = body;
    ResponseHead decided = head;
    if (bytes == null || decided == null) {
      return State.CONTINUE;
    }
    truncated = !bytes.append(part.getBodyByteBuf());
    progress.arrived(bytes.length());
    boolean anyType = flight.documents() == null;
    if (!anyType
        && decided.isUnlabelled()
        && !ContentSniffing.looksLikeText(bytes.bytes(), bytes.length())) {
      verdict =
          decided.other(
              FetchEnd.NOT_HTML, "no usable Content-Type, and the content does not look like text");
      return State.ABORT;
    }
    if (truncated) {
      return State.ABORT;
    }
    if (!part.isLast() && bytes.mayBeHeldBack()) {
      flight.lease().afterRead();
    }
    return State.CONTINUE;
  }

  @Override
  public Boolean onCompleted() {
    if (head == null) {
      decide(EmptyHttpHeaders.INSTANCE);
    }
    FetchOutcome decided = verdict;
    ResponseHead response = head;
    ReceivedBody bytes = body;
    if (decided != null) {
      flight.settle(decided);
    } else if (response == null || bytes == null) {
      throw new IllegalStateException("a response without a head");
    } else if (connection != null && connection.isBroken() && !truncated) {
      settleCut(progress.cut(response), response, bytes);
    } else {
      flight.settle(
          Page.arrived(
              flight.url(), response, bytes.bytes(), bytes.length(), truncated, flight.lease()));
    }
    return true;
  }

  /** The outcome of a request that ran out of time; on any thread. */
  FetchOutcome outOfTime(FetchEnd outcome) {
    FetchOutcome decided = verdict;
    return decided != null
        ? decided
        : FailureOutcomes.ofTimeout(outcome, progress, head, flight.bound(outcome));
  }

  @Override
  public void onThrowable(Throwable closed) {
    Connection over = connection;
    Throwable violation = over == null ? null : over.violation();
    Throwable problem = violation != null && closed instanceof IOException ? violation : closed;
    FetchOutcome decided = verdict;
    if (decided != null) {
      flight.settle(decided);
    } else if (problem instanceof CancellationException || flight.isStopping()) {
      flight.stop();
    } else if (FailureOutcomes.asksForHttp1(problem)) {
      flight.goOnOverHttp1(FailureOutcomes.of(problem, progress, head, flight.config()));
    } else if (progress.isStale(problem)) {
      flight.retry(FailureOutcomes.of(problem, progress, head, flight.config()));
    } else {
      settleCut(FailureOutcomes.of(problem, progress, head, flight.config()), head, body);
    }
  }

  /** What came of a body may be whole all the same, which is found out where it is decoded. */
  private void settleCut(
      FetchOutcome.Other cut, @Nullable ResponseHead response, @Nullable ReceivedBody bytes) {
    if (cut.end() == FetchEnd.INCOMPLETE
        && response != null
        && response.contentEncoding() != null
        && bytes != null
        && bytes.length() > 0) {
      flight.settle(
          Page.broken(flight.url(), response, bytes.bytes(), bytes.length(), cut, flight.lease()));
    } else {
      flight.settle(cut);
    }
  }
}
