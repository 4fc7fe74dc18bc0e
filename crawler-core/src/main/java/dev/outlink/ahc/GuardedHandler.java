package dev.outlink.ahc;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.netty.request.NettyRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells another handler what AsyncHttpClient tells, and tells of all that the other one throws: by
 * itself AsyncHttpClient forgets some exceptions and most errors, and a request would never end.
 * Callbacks that {@link AhcExchange} has no use for are not passed on.
 */
final class GuardedHandler<T> implements AsyncHandler<T> {

  private final AsyncHandler<T> handler;
  private final Consumer<Throwable> bugs;

  /**
   * A guard for one handler.
   *
   * @param bugs gets what the handler throws; must not throw itself
   */
  GuardedHandler(AsyncHandler<T> handler, Consumer<Throwable> bugs) {
    this.handler = handler;
    this.bugs = bugs;
  }

  private interface Reading {
    AsyncHandler.State read() throws Exception;
  }

  private State read(Reading reading) {
    try {
      return reading.read();
    } catch (Throwable bug) {
      bugs.accept(bug);
      return State.ABORT;
    }
  }

  private void tell(Runnable news) {
    try {
      news.run();
    } catch (Throwable bug) {
      bugs.accept(bug);
    }
  }

  @Override
  public void onHostnameResolutionAttempt(String name) {
    tell(() -> handler.onHostnameResolutionAttempt(name));
  }

  @Override
  public void onHostnameResolutionFailure(String name, Throwable cause) {
    tell(() -> handler.onHostnameResolutionFailure(name, cause));
  }

  @Override
  public void onTcpConnectAttempt(InetSocketAddress address) {
    tell(() -> handler.onTcpConnectAttempt(address));
  }

  @Override
  public void onTcpConnectSuccess(InetSocketAddress address, Channel channel) {
    tell(() -> handler.onTcpConnectSuccess(address, channel));
  }

  @Override
  public void onTcpConnectFailure(InetSocketAddress address, Throwable cause) {
    tell(() -> handler.onTcpConnectFailure(address, cause));
  }

  @Override
  public void onTlsHandshakeFailure(Throwable cause) {
    tell(() -> handler.onTlsHandshakeFailure(cause));
  }

  @Override
  public void onConnectionPooled(Channel channel) {
    tell(() -> handler.onConnectionPooled(channel));
  }

  @Override
  public void onRequestSend(NettyRequest request) {
    tell(() -> handler.onRequestSend(request));
  }

  @Override
  public State onStatusReceived(HttpResponseStatus status) {
    return read(() -> handler.onStatusReceived(status));
  }

  @Override
  public State onHeadersReceived(HttpHeaders headers) {
    return read(() -> handler.onHeadersReceived(headers));
  }

  @Override
  public State onBodyPartReceived(HttpResponseBodyPart part) {
    return read(() -> handler.onBodyPartReceived(part));
  }

  @Override
  public @Nullable T onCompleted() {
    try {
      return handler.onCompleted();
    } catch (Throwable bug) {
      bugs.accept(bug);
      return null;
    }
  }

  @Override
  public void onThrowable(Throwable problem) {
    tell(() -> handler.onThrowable(problem));
  }
}
