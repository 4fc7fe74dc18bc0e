package dev.outlink.fetch;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.asynchttpclient.AsyncHttpClientConfig;
import org.asynchttpclient.SslEngineFactory;

/**
 * TLS by the JDK's provider, with HTTP/2 where the server has it. The context, whose making reads
 * the trusted certificates, is made in the background when the first https URL comes. Safe for any
 * thread.
 */
final class TlsEngines implements SslEngineFactory {

  private final Deferred<Boolean, SslContext> context;
  private final boolean insecure;

  /**
   * Engines for one client.
   *
   * @param insecure whether every certificate is accepted, for every name
   */
  TlsEngines(Background background, boolean insecure) {
    this.context = new Deferred<>(background, TlsEngines::context);
    this.insecure = insecure;
  }

  /** Completes when engines can be made without waiting. To be called before each https request. */
  CompletableFuture<SslContext> ready() {
    return context.get(insecure);
  }

  void close() {
    context.close();
  }

  private static SslContext context(boolean insecure) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .endpointIdentificationAlgorithm(insecure ? "" : "HTTPS")
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      ApplicationProtocolConfig.Protocol.ALPN,
                      ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                      ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                      ApplicationProtocolNames.HTTP_2,
                      ApplicationProtocolNames.HTTP_1_1));
      if (insecure) {
        builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
      }
      return builder.build();
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SSLEngine newSslEngine(AsyncHttpClientConfig config, String host, int port) {
    return ready().join().newEngine(ByteBufAllocator.DEFAULT, peer(host), port);
  }

  /** The name that certificates have: no brackets around an IPv6 address, no dot at the end. */
  private static String peer(String host) {
    int last = host.length() - 1;
    if (host.charAt(0) == '[') {
      return host.substring(1, last);
    }
    return host.charAt(last) == '.' ? host.substring(0, last) : host;
  }
}
