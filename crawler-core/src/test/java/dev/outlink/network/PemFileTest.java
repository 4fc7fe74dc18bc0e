package dev.outlink.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outlink.testing.TestAuthority;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates in files. */
class PemFileTest {

  private static final TestAuthority CA = new TestAuthority("The Tests' CA");
  private static final TestAuthority.Identity ME = CA.identity("me.example");
  private static final String BASE64 = "MIIB" + "abcd/+AB".repeat(8) + "\n";

  private static byte[] rsa = {};

  private final Path folder;

  PemFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void makeKey() throws Exception {
    rsa = keyOf("RSA").getEncoded();
  }

  private static PrivateKey keyOf(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (!algorithm.startsWith("Ed")) {
      generator.initialize(2048);
    }
    return generator.generateKeyPair().getPrivate();
  }

  private PemFile read(String text) throws IOException {
    return PemFile.read(Files.writeString(folder.resolve("file.pem"), text));
  }

  private void hasNoKey(String text, String reason) throws IOException {
    PemFile file = read(text);
    assertThatThrownBy(file::key)
        .isInstanceOf(IOException.class)
        .hasMessage(folder.resolve("file.pem") + ": " + reason);
  }

  @Test
  void key_traditionalRsa_isRead() throws Exception {
    byte[] pkcs1 = Arrays.copyOfRange(rsa, 26, rsa.length);
    assertThat(read(TestAuthority.pem("RSA PRIVATE KEY", pkcs1)).key().getEncoded()).isEqualTo(rsa);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "Ed25519", "Ed448"})
  void key_ofEachKind_isRead(String algorithm) throws Exception {
    PrivateKey key = keyOf(algorithm);
    assertThat(read(TestAuthority.pem("PRIVATE KEY", key.getEncoded())).key()).isEqualTo(key);
  }

  @Test
  void key_ofAKindThatIsNotTaken_isSaidSo() throws Exception {
    byte[] dsa = keyOf("DSA").getEncoded();
    hasNoKey(
        TestAuthority.pem("PRIVATE KEY", dsa),
        "the key is broken or of a kind that is not taken (RSA, EC, Ed)");
    hasNoKey(
        TestAuthority.pem("PRIVATE KEY", Arrays.copyOf(rsa, 99)),
        "the key is broken or of a kind that is not taken (RSA, EC, Ed)");
    hasNoKey(
        TestAuthority.pem("OPENSSH PRIVATE KEY", rsa),
        "a OPENSSH PRIVATE KEY is not taken;"
            + " openssl pkey -in FILE -out OTHER makes a PRIVATE KEY");
  }

  /** Both ways of OpenSSL to write them: the older one has headers with dashes (RFC 1421). */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void key_encrypted_isSaidSoWithWhatHelps(String lineEnd) throws Exception {
    String headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF\n\n";
    String reason = "the key is encrypted; openssl pkey -in FILE -out OTHER decrypts it";
    for (String type : new String[] {"RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY"}) {
      String old =
          "-----BEGIN " + type + "-----\n" + headers + BASE64 + "-----END " + type + "-----\n";
      hasNoKey(old.replace("\n", lineEnd), reason);
    }
    String pem = TestAuthority.pem("ENCRYPTED PRIVATE KEY", rsa);
    hasNoKey(pem.replace("\n", lineEnd), reason);
  }

  /** The first one counts, whatever stands around and between them. */
  @Test
  void blocks_amongOtherTexts_areFound() throws Exception {
    String text =
        "Bag Attributes\n    friendlyName: me-and-you\nsubject=CN = a--b\n"
            + ME.certificatePem()
            + "-----BEGIN SOMETHING-----\nAAAA\n-----END OTHER-----\n"
            + "-----BEGIN lower-----\n"
            + CA.pem().replace("\n", "\r\n")
            + "# -----BEGIN\n"
            + ME.keyPem()
            + TestAuthority.pem("PRIVATE KEY", rsa);
    PemFile file = read(text);
    assertThat(file.certificates()).hasSize(2).first().isEqualTo(ME.certificate());
    assertThat(file.key()).isEqualTo(ME.key());
    assertThat(file.blocks()).hasSize(4);
  }

  @Test
  void certificates_withTrust_areRead() throws Exception {
    assertThat(read(CA.pem().replace("CERTIFICATE", "TRUSTED CERTIFICATE")).certificates())
        .hasSize(1);
    PemFile request = read(CA.pem().replace("CERTIFICATE", "CERTIFICATE REQUEST"));
    assertThatThrownBy(request::certificates)
        .hasMessageEndingWith("has no certificate in PEM format");
  }

  @Test
  void certificates_thatAreBroken_haveTheirNumber() throws Exception {
    PemFile file = read(CA.pem() + ME.certificatePem() + TestAuthority.pem("CERTIFICATE", rsa));
    assertThatThrownBy(file::certificates).hasMessageEndingWith("certificate 3 cannot be read");
    PemFile odd = read("-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(odd::certificates).hasMessageEndingWith(": a CERTIFICATE is not base64");
  }

  @Test
  void certificates_many_areAllRead() throws Exception {
    assertThat(read(CA.pem().repeat(3_000)).certificates()).hasSize(3_000);
  }

  /** Octets of any value, and no end anywhere: it is read once, without a deep stack. */
  @ParameterizedTest
  @ValueSource(
      strings = {"-----BEGIN A-----", "-----BEGIN A-----\nX-Y: z\n", "-", "A-b: c\n", "\u00ff\0"})
  void file_ofManyBeginnings_hasNothing(String piece) throws IOException {
    PemFile file = read(piece.repeat(1_000_000 / piece.length()));
    assertThat(file.blocks()).isEmpty();
    assertThatThrownBy(file::key).hasMessageEndingWith("has no private key in PEM format");
  }

  @Test
  void file_largerThan16MiB_isNotRead() throws IOException {
    Path file = folder.resolve("large.pem");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength((16 << 20) + 1);
    }
    assertThatThrownBy(() -> PemFile.read(file)).hasMessage(file + ": is larger than 16 MiB");
  }

  @Test
  void name_isPrintable() {
    assertThatThrownBy(() -> PemFile.read(Path.of("no\nsuch"))).hasMessage("no?such: no such file");
  }

  /** EC keys as in RFC 5915, cut and changed anywhere: a key, or words, and no other exception. */
  @Test
  void key_ofBrokenEc_isNeverABug() throws IOException {
    byte[] whole = {
      0x30,
      22,
      2,
      1,
      1,
      4,
      1,
      7,
      (byte) 0xa0,
      10,
      6,
      8,
      42,
      -122,
      72,
      -50,
      61,
      3,
      1,
      7,
      (byte) 0xa1,
      2,
      3,
      0
    };
    int keys = 0;
    for (int cut = 0; cut <= whole.length; cut++) {
      for (int value : new int[] {0, 0x7f, 0x80, 0x81, 0x84, 0xff}) {
        byte[] changed = Arrays.copyOf(whole, cut);
        if (cut > 0) {
          changed[cut - 1] = (byte) value;
        }
        String pem = TestAuthority.pem("EC PRIVATE KEY", changed);
        PemFile file = read(pem);
        Throwable problem = catchThrowable(file::key);
        if (problem != null) {
          assertThat(problem)
              .as(Base64.getEncoder().encodeToString(changed))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("key");
        }
        keys += problem == null ? 1 : 0;
      }
    }
    assertThat(keys).isLessThan(30); // how few depends on the JDK: newer ones take none of these
  }

  @Test
  void belong_ofEachKind_signsAndVerifies() throws Exception {
    PrivateKey other = CA.identity("x.example").key();
    var certificate = read(ME.certificatePem()).certificates().get(0);
    assertThat(PemFile.belong(ME.key(), certificate)).isTrue();
    assertThat(PemFile.belong(other, certificate)).isFalse();
    assertThat(PemFile.belong(keyOf("RSA"), certificate)).isFalse();
    assertThat(PemFile.belong(keyOf("Ed25519"), certificate)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void identity_keyAndCertificate_mustBelongTogether(boolean isMine) throws IOException {
    Path certificate =
        Files.writeString(folder.resolve("cert.pem"), ME.certificatePem() + CA.pem());
    String pem = isMine ? ME.keyPem() : TestAuthority.pem("PRIVATE KEY", rsa);
    Path key = Files.writeString(folder.resolve("key.pem"), pem);
    if (isMine) {
      ClientIdentity identity = ClientIdentity.read(certificate, key);
      assertThat(identity.key()).isEqualTo(ME.key());
      assertThat(identity.certificates()).hasSize(2);
    } else {
      assertThatThrownBy(() -> ClientIdentity.read(certificate, key))
          .isInstanceOf(IOException.class)
          .hasMessage(key + ": is not the key of the first certificate");
    }
  }
}
