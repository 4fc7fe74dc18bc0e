package dev.outlink.tls;

import dev.outlink.background.BackgroundExecutor;
import dev.outlink.background.DeferredValue;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.network.ClientIdentity;
import dev.outlink.network.PemFile;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
import org.jspecify.annotations.Nullable;

/**
 * TLS by the JDK's provider, with HTTP/2 where the server has it. The context, whose making reads
 * the trusted certificates, is made in the background when the first https URL comes. Safe for any
 * thread.
 */
public final class TlsEngines implements SslEngineFactory {

  private static final List<String> ALL = List.of("h2", "http/1.1");
  private static final List<String> HTTP1 = List.of("http/1.1");

  /** Hosts beyond these are asked over HTTP/2 again and again. */
  private static final int MOST_HTTP1_HOSTS = 100_000;

  private final DeferredValue<Setting, Contexts> contexts;
  private final Setting setting;

  /** Whom engines trust, and what they show. */
  private record Setting(boolean insecure, NetworkConfig files) {}

  private record Contexts(SslContext ofHosts, SslContext ofHttp1Hosts, SslContext ofProxies) {}

  /** Hosts and ports that want HTTP/1.1. */
  private final Set<String> http1Hosts = ConcurrentHashMap.newKeySet();

  /**
   * Engines for one client.
   *
   * @param insecure whether every certificate is accepted, for every name
   * @param files names the files of certificates and keys
   */
  public TlsEngines(BackgroundExecutor background, boolean insecure, NetworkConfig files) {
    this.contexts = new DeferredValue<>(background, TlsEngines::contexts);
    this.setting = new Setting(insecure, files);
  }

  /** Completes when engines can be made without waiting. To be called before each https request. */
  public CompletableFuture<?> ready() {
    return contexts.get(setting);
  }

  public void close() {
    contexts.close();
  }

  private static Contexts contexts(Setting setting) {
    try {
      TrustManager trust =
          setting.insecure
              ? InsecureTrustManagerFactory.INSTANCE.getTrustManagers()[0]
              : new NamedTrust(chains(setting.files.cacert()));
      ClientIdentity identity = setting.files.identity();
      SslContext ofHttp1Hosts = context(trust, HTTP1, identity);
      return new Contexts(
          setting.files.http1() ? ofHttp1Hosts : context(trust, ALL, identity),
          ofHttp1Hosts,
          context(trust, HTTP1, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static SslContext context(
      TrustManager trust, List<String> protocols, @Nullable ClientIdentity identity)
      throws SSLException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .endpointIdentificationAlgorithm("") // NamedTrust looks at the name
            .trustManager(trust)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    protocols));
    return identity == null
        ? builder.build()
        : builder.keyManager(identity.key(), identity.certificates()).build();
  }

  /** Trust in the certificates of a file; of the system where that is null. */
  private static X509ExtendedTrustManager chains(@Nullable Path file)
      throws IOException, GeneralSecurityException {
    KeyStore store = null;
    if (file != null) {
      store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int count = 0;
      for (X509Certificate each : PemFile.read(file).certificates()) {
        store.setCertificateEntry("trusted-" + count++, each);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager chains) {
        return chains;
      }
    }
    throw new KeyStoreException("no trust manager for X.509");
  }

  @Override
  public SSLEngine newSslEngine(AsyncHttpClientConfig config, String host, int port) {
    Contexts all = contexts.get(setting).join();
    return engine(wantsHttp1(host, port) ? all.ofHttp1Hosts : all.ofHosts, host, port);
  }

  /** Connections to this host are of HTTP/1.1 from now on. */
  public void needHttp1(String host, int port) {
    if (http1Hosts.size() < MOST_HTTP1_HOSTS) {
      http1Hosts.add(host + ':' + port);
    }
  }

  /** Whether {@link #needHttp1} was told of this host. */
  public boolean wantsHttp1(String host, int port) {
    return !http1Hosts.isEmpty() && http1Hosts.contains(host + ':' + port);
  }

  /** An engine for a proxy: it is spoken to in HTTP/1.1, and shown no certificate of ours. */
  public SSLEngine engineOfProxy(String host, int port) {
    return engine(contexts.get(setting).join().ofProxies, host, port);
  }

  private static SSLEngine engine(SslContext context, String host, int port) {
    String peer = peer(host);
    SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT, peer, port);
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
