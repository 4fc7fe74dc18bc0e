package dev.outlink.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;

/**
 * A CA of a test, which certifies whatever names the test has: also those that {@code keytool}
 * refuses. It writes the few structures of RFC 5280 itself.
 */
public final class TestAuthority {

  private static final String PASSWORD = "outlink";
  private static final byte[] ECDSA_SHA256 = {0x2a, -122, 0x48, -50, 0x3d, 4, 3, 2};
  private static final byte[] COMMON_NAME = {0x55, 4, 3};
  private static final byte[] BASIC_CONSTRAINTS = {0x55, 0x1d, 19};
  private static final byte[] ALTERNATIVE_NAMES = {0x55, 0x1d, 17};

  private final KeyPair keys = keyPair();
  private final String name;
  private final Certificate certificate;
  private int serial = 1;

  /** A CA of that name. */
  public TestAuthority(String name) {
    this.name = name;
    byte[] isAuthority = der(0x30, der(0x01, new byte[] {-1}));
    this.certificate =
        certificate(keys, name, der(0x30, extension(BASIC_CONSTRAINTS, isAuthority)));
  }

  /** A key and its certificate. */
  public record Identity(PrivateKey key, Certificate certificate) {

    public KeyManagerFactory managers() {
      try {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", key, new char[0], new Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, new char[0]);
        return managers;
      } catch (GeneralSecurityException | IOException e) {
        throw new AssertionError(e);
      }
    }

    /** The file that {@code --cert} takes. */
    public String certificatePem() {
      return pem("CERTIFICATE", encoded(certificate));
    }

    /** The file that {@code --key} takes, as PKCS#8. */
    public String keyPem() {
      return pem("PRIVATE KEY", key.getEncoded());
    }
  }

  /** A certificate for DNS names and IP addresses; its common name is a name for nobody. */
  public Identity identity(String... names) {
    return identityOf("nobody.example", names);
  }

  /** A certificate with that common name, too. */
  public Identity identityOf(String commonName, String... names) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String each : names) {
      boolean isAddress = each.matches("[0-9.]+|.*:.*");
      all.writeBytes(
          isAddress ? der(0x87, address(each)) : der(0x82, each.getBytes(StandardCharsets.UTF_8)));
    }
    KeyPair pair = keyPair();
    byte[] extensions =
        names.length == 0
            ? new byte[0]
            : der(0x30, extension(ALTERNATIVE_NAMES, der(0x30, all.toByteArray())));
    return new Identity(pair.getPrivate(), certificate(pair, commonName, extensions));
  }

  /** The file that {@code --cacert} takes. */
  public String pem() {
    return pem("CERTIFICATE", encoded(certificate));
  }

  /** Makes the JVM trust this CA, and no other. */
  public void trust(Path folder) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", certificate);
    Path file = folder.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
  }

  public static String pem(String type, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Certificate certificate(KeyPair subject, String subjectName, byte[] extensions) {
    byte[] algorithm = der(0x30, der(0x06, ECDSA_SHA256));
    byte[] validity = der(0x30, time("200101000000Z"), time("491231235959Z"));
    byte[] toBeSigned =
        der(
            0x30,
            der(0xa0, der(0x02, new byte[] {2})),
            der(0x02, BigInteger.valueOf(serial++).toByteArray()),
            algorithm,
            distinguished(name),
            validity,
            distinguished(subjectName),
            subject.getPublic().getEncoded(),
            extensions.length == 0 ? extensions : der(0xa3, extensions));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(toBeSigned);
      byte[] bits = concat(new byte[1], signature.sign());
      byte[] all = der(0x30, toBeSigned, algorithm, der(0x03, bits));
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new java.io.ByteArrayInputStream(all));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] distinguished(String commonName) {
    byte[] text = der(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
    return der(0x30, der(0x31, der(0x30, der(0x06, COMMON_NAME), text)));
  }

  private static byte[] time(String text) {
    return der(0x17, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] extension(byte[] type, byte[] value) {
    return der(0x30, der(0x06, type), der(0x01, new byte[] {-1}), der(0x04, value));
  }

  private static byte[] address(String text) {
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] encoded(Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] der(int tag, byte[]... parts) {
    byte[] content = concat(parts);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (content.length > 255) {
      all.write(0x82);
      all.write(content.length >> 8);
    } else if (content.length > 127) {
      all.write(0x81);
    }
    all.write(content.length);
    all.writeBytes(content);
    return all.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
