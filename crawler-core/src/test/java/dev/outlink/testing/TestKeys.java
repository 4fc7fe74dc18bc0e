package dev.outlink.testing;

import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;

/** The certificates that were made for the tests by a CA of theirs. */
public final class TestKeys {

  public static final String PASSWORD = "outlink";

  private TestKeys() {}

  public static Path store(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(TestKeys.class.getResource("tls/" + name + ".p12")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  public static KeyManagerFactory of(String name) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store(name))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD.toCharArray());
    return managers;
  }

  /** Makes the JVM trust the tests' CA, and no other. */
  public static void trust() {
    System.setProperty("javax.net.ssl.trustStore", store("trust").toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
  }

  public static void trustTheUsualOnes() {
    System.clearProperty("javax.net.ssl.trustStore");
    System.clearProperty("javax.net.ssl.trustStorePassword");
  }
}
