package dev.outlink.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates in files. */
class PemFileTest {

  @Test
  void traditionalRsaKey_isRead(@TempDir Path folder) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    PrivateKey key = generator.generateKeyPair().getPrivate();
    byte[] pkcs8 = key.getEncoded();
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    Path written = folder.resolve("rsa");
    Files.writeString(written, TestAuthority.pem("RSA PRIVATE KEY", pkcs1));
    PemFile file = PemFile.read(written);
    assertThat(file.key()).isEqualTo(key);
  }
}
