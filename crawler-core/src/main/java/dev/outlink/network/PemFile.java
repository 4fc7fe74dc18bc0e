package dev.outlink.network;

import dev.outlink.detail.DetailText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of certificates and keys as texts (RFC 7468). What is wrong with it is an {@link
 * IOException} whose message begins with the file's name and has nothing of its content.
 *
 * @param name the file's, for messages
 * @param blocks in the file's order
 */
public record PemFile(String name, List<Block> blocks) {

  private static final long LARGEST = 16 << 20;

  /** A few headers may stand in front (RFC 1421, section 4.6): those of keys that are encrypted. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]{1,64})-----"
              + "(\\s{0,4}+(?:[A-Za-z-]{1,64}+:[^\\r\\n]{0,256}+\\r?\\n){0,4}+[^-]*+)"
              + "-----END \\1-----");

  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  // INTEGER 0, and SEQUENCE of OBJECT IDENTIFIER rsaEncryption, NULL (RFC 8017, appendix A.1).
  private static final byte[] VERSION = {2, 1, 0};
  private static final byte[] RSA = {0x30, 13, 6, 9, 42, -122, 72, -122, -9, 13, 1, 1, 1, 5, 0};

  /** OBJECT IDENTIFIER ecPublicKey (RFC 5480, section 2.1.1). */
  private static final byte[] EC = {6, 7, 42, -122, 72, -50, 61, 2, 1};

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;
  private static final int PARAMETERS = 0xa0;

  /**
   * One text of the file.
   *
   * @param type such as {@code CERTIFICATE}
   * @param text between the lines that begin and end it
   */
  record Block(String type, String text) {}

  /** Reads a file. */
  public static PemFile read(Path file) throws IOException {
    String name = DetailText.sanitised(file.toString());
    try {
      if (Files.isDirectory(file)) {
        throw new IOException(name + ": is a directory");
      }
      if (Files.size(file) > LARGEST) {
        throw new IOException(name + ": is larger than 16 MiB");
      }
      Matcher found = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      List<Block> blocks = new ArrayList<>();
      while (found.find()) {
        blocks.add(new Block(found.group(1), found.group(2)));
      }
      return new PemFile(name, blocks);
    } catch (NoSuchFileException e) {
      throw new IOException(name + ": no such file", e);
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException(name + ": cannot be read", e);
    }
  }

  /** All certificates, at least one. */
  public List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (block.type.equals("CERTIFICATE") || block.type.equals("TRUSTED CERTIFICATE")) {
        try {
          certificates.add(
              (X509Certificate)
                  CertificateFactory.getInstance("X.509")
                      .generateCertificate(new ByteArrayInputStream(bytes(block))));
        } catch (CertificateException e) {
          throw new IOException(
              name + ": certificate " + (certificates.size() + 1) + " cannot be read", e);
        }
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(name + ": has no certificate in PEM format");
    }
    return certificates;
  }

  /** The first key. */
  public PrivateKey key() throws IOException {
    for (Block block : blocks) {
      if (block.type.endsWith("PRIVATE KEY")) {
        return key(block);
      }
    }
    throw new IOException(name + ": has no private key in PEM format");
  }

  private PrivateKey key(Block block) throws IOException {
    if (block.type.startsWith("ENCRYPTED") || block.text.contains("ENCRYPTED")) {
      throw new IOException(
          name + ": the key is encrypted; openssl pkey -in FILE -out OTHER decrypts it");
    }
    byte[] bytes = bytes(block);
    byte[] pkcs8 =
        switch (block.type) {
          case "PRIVATE KEY" -> bytes;
          case "RSA PRIVATE KEY" -> der(SEQUENCE, VERSION, RSA, der(OCTETS, bytes));
          case "EC PRIVATE KEY" ->
              der(SEQUENCE, VERSION, der(SEQUENCE, EC, curve(bytes)), der(OCTETS, bytes));
          default ->
              throw new IOException(
                  name
                      + ": a "
                      + block.type
                      + " is not taken; openssl pkey -in FILE -out OTHER makes a PRIVATE KEY");
        };
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException otherType) {
        assert otherType != null;
      }
    }
    throw new IOException(
        name + ": the key is broken or of a kind that is not taken (RSA, EC, Ed)");
  }

  private byte[] bytes(Block block) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(block.text);
    } catch (IllegalArgumentException e) {
      throw new IOException(name + ": a " + block.type + " is not base64", e);
    }
  }

  /** The curve of a key as in RFC 5915, section 3: an element that is optional there. */
  private byte[] curve(byte[] key) throws IOException {
    int at = lengthEnd(key, 0);
    while (at < key.length) {
      int start = lengthEnd(key, at);
      int end = start + length(key, at);
      if (end > key.length) {
        break;
      }
      if ((key[at] & 0xff) == PARAMETERS) {
        return java.util.Arrays.copyOfRange(key, start, end);
      }
      at = end;
    }
    throw new IOException(
        name + ": the key does not say its curve; openssl pkey -in FILE -out OTHER adds it");
  }

  private static int lengthEnd(byte[] bytes, int at) {
    int first = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
    return at + 2 + (first < 0x80 ? 0 : first & 3);
  }

  private static int length(byte[] bytes, int at) {
    int end = Math.min(bytes.length, lengthEnd(bytes, at));
    int length = 0;
    for (int i = end == at + 2 ? at + 1 : at + 2; i < end; i++) {
      length = length << 8 | (bytes[i] & 0xff);
    }
    return length < 0 ? Integer.MAX_VALUE / 2 : length;
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    int octets = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
    if (octets > 0) {
      all.write(0x80 | octets);
    }
    for (int i = Math.max(1, octets) - 1; i >= 0; i--) {
      all.write(length >> (8 * i));
    }
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  /** Whether a certificate is that of a key: what the one signs, the other verifies. */
  static boolean belong(PrivateKey key, X509Certificate certificate) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] some = VERSION;
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(some);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(some);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
