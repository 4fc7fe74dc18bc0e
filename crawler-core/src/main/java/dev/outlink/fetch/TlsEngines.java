package dev.outlink.fetch;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
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
              .endpointIdentificationAlgorithm("") // NamedTrust looks at the name
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      ApplicationProtocolConfig.Protocol.ALPN,
                      ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                      ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                      ApplicationProtocolNames.HTTP_2,
                      ApplicationProtocolNames.HTTP_1_1));
      if (insecure) {
        builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
      } else {
        builder.trustManager(new NamedTrust(ofTheSystem()));
      }
      return builder.build();
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static X509ExtendedTrustManager ofTheSystem() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager chains) {
        return chains;
      }
    }
    throw new KeyStoreException("no trust manager for X.509");
  }

  @Override
  public SSLEngine newSslEngine(AsyncHttpClientConfig config, String host, int port) {
    return engine(host, port);
  }

  /** An engine for a proxy, which is spoken to in HTTP/1.1. */
  SSLEngine engineOfProxy(String host, int port) {
    SSLEngine engine = engine(host, port);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {ApplicationProtocolNames.HTTP_1_1});
    engine.setSSLParameters(parameters);
    return engine;
  }

  private SSLEngine engine(String host, int port) {
    String peer = peer(host);
    SSLEngine engine = ready().join().newEngine(ByteBufAllocator.DEFAULT, peer, port);
    if (NetUtil.createByteArrayFromIpAddressString(peer) == null) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(new ServerName(peer)));
      engine.setSSLParameters(parameters);
    }
    return engine;
  }

  /**
   * The name of a host in a ClientHello (RFC 6066, section 3). The JDK's own class for it takes
   * none with {@code _} or without a dot, and no label that begins or ends with {@code -}.
   */
  private static final class ServerName extends SNIServerName {
    ServerName(String host) {
      super(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.US_ASCII));
    }
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
