package dev.outlink.fetch;

import com.google.common.collect.ImmutableList;
import dev.outlink.network.ClientIdentity;
import dev.outlink.network.FixedAddresses;
import dev.outlink.network.PemFile;
import dev.outlink.network.ProxyAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which ways requests go, and who is trusted there. Proxies are {@code
 * [http|https|socks5|socks5h]://[user:password@]host:port}.
 *
 * @param httpProxy the proxy that requests for http URLs go through, or null
 * @param httpsProxy the same for https URLs
 * @param noProxy hosts that no proxy is asked for, as curl has them: names with all below them, IP
 *     addresses, networks such as {@code 10.0.0.0/8}; {@code *} for all
 * @param resolve addresses of hosts, {@code HOST:PORT:ADDRESS[,ADDRESS]}; the host {@code *} is
 *     every other one
 * @param cacert a PEM file of the certificates that are trusted, and no others; null for those of
 *     the system
 * @param cert a PEM file with our own certificate, for servers that ask for one, and those of its
 *     issuers; or null
 * @param key a PEM file with the key of our certificate; null where that is in the same file
 * @param http1 whether no host is asked over HTTP/2
 */
public record NetworkConfig(
    @Nullable String httpProxy,
    @Nullable String httpsProxy,
    List<String> noProxy,
    List<String> resolve,
    @Nullable Path cacert,
    @Nullable Path cert,
    @Nullable Path key,
    boolean http1) {

  /** Straight to every host, whom the system trusts. */
  public static final NetworkConfig DIRECT =
      new NetworkConfig(null, null, List.of(), List.of(), null, null, null, false);

  /** Copies the lists. */
  public NetworkConfig {
    noProxy = ImmutableList.copyOf(noProxy);
    resolve = ImmutableList.copyOf(resolve);
  }

  /** All requests through one proxy; null for none. */
  public NetworkConfig withProxy(@Nullable String proxy) {
    return withProxies(proxy, proxy);
  }

  /** Requests for http and for https URLs through these; null for none. */
  public NetworkConfig withProxies(@Nullable String forHttp, @Nullable String forHttps) {
    return new NetworkConfig(forHttp, forHttps, noProxy, resolve, cacert, cert, key, http1);
  }

  /** The same, but these hosts are asked straight. */
  public NetworkConfig withNoProxy(List<String> hosts) {
    return new NetworkConfig(httpProxy, httpsProxy, hosts, resolve, cacert, cert, key, http1);
  }

  /** The same with these addresses of hosts. */
  public NetworkConfig withResolve(List<String> addresses) {
    return new NetworkConfig(httpProxy, httpsProxy, noProxy, addresses, cacert, cert, key, http1);
  }

  /** The same, but these certificates alone are trusted; null for those of the system. */
  public NetworkConfig withCacert(@Nullable Path file) {
    return new NetworkConfig(httpProxy, httpsProxy, noProxy, resolve, file, cert, key, http1);
  }

  /**
   * The same with a certificate of our own, or without one.
   *
   * @param keyFile null where the key is in the certificate's file
   */
  public NetworkConfig withCert(@Nullable Path file, @Nullable Path keyFile) {
    return new NetworkConfig(httpProxy, httpsProxy, noProxy, resolve, cacert, file, keyFile, http1);
  }

  /** The same, over HTTP/1.1 alone or over HTTP/2 too where the host has it. */
  public NetworkConfig withHttp1(boolean alone) {
    return new NetworkConfig(httpProxy, httpsProxy, noProxy, resolve, cacert, cert, key, alone);
  }

  /**
   * What cannot be used, a sentence each that begins with the option's name, without secrets. No
   * file is read for that.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    String first = httpProxy == null ? null : ProxyAddress.problem(httpProxy);
    String second = httpsProxy == null ? null : ProxyAddress.problem(httpsProxy);
    String problem = first == null ? second : first;
    if (problem != null) {
      problems.add("proxy: " + problem);
    }
    for (String each : resolve) {
      String wrong = FixedAddresses.problem(each);
      if (wrong != null) {
        problems.add("resolve: " + wrong);
      }
    }
    if (key != null && cert == null) {
      problems.add("key: there is no certificate that it belongs to: cert names none");
    }
    return problems;
  }

  /**
   * Reads the files, to tell what is wrong with them before they are needed.
   *
   * @throws IOException if anything is; its message has a line for each file, with its name
   */
  public void checkFiles() throws IOException {
    List<String> problems = new ArrayList<>();
    if (cacert != null) {
      check(problems, "cacert", () -> PemFile.read(cacert).certificates());
    }
    if (cert != null) {
      int before = problems.size();
      String ofKey = key == null ? "cert" : "key";
      check(problems, "cert", () -> PemFile.read(cert).certificates());
      check(problems, ofKey, () -> PemFile.read(keyFile(cert)).key());
      if (problems.size() == before) {
        check(problems, ofKey, () -> ownIdentity(cert));
      }
    }
    if (!problems.isEmpty()) {
      throw new IOException(String.join("\n", new LinkedHashSet<>(problems)));
    }
  }

  private interface Reading {
    Object read() throws IOException;
  }

  private static void check(List<String> problems, String option, Reading file) {
    try {
      Object unused = file.read();
    } catch (IOException e) {
      problems.add(option + ": " + e.getMessage());
    }
  }

  private Path keyFile(Path certificate) {
    return key == null ? certificate : key;
  }

  private ClientIdentity ownIdentity(Path certificate) throws IOException {
    return ClientIdentity.read(certificate, keyFile(certificate));
  }

  /** Without the proxies, whose texts have passwords. */
  @Override
  public String toString() {
    boolean proxied = httpProxy != null || httpsProxy != null;
    return "NetworkConfig[proxied=%s, noProxy=%s, resolve=%s, cacert=%s, cert=%s, key=%s, http1=%s]"
        .formatted(proxied, noProxy, resolve, cacert, cert, key, http1);
  }

  /** Our own certificate and its key, or null where there is none. */
  public @Nullable ClientIdentity identity() throws IOException {
    return cert == null ? null : ownIdentity(cert);
  }
}
