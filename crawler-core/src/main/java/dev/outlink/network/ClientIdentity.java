package dev.outlink.network;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What we show to a server that asks who we are.
 *
 * @param certificates our own, and those of its issuers
 */
public record ClientIdentity(PrivateKey key, List<X509Certificate> certificates) {

  /**
   * Reads it.
   *
   * @throws IOException as {@link PemFile}, also where the key is another certificate's
   */
  public static ClientIdentity read(Path certificates, Path key) throws IOException {
    PemFile keyFile = PemFile.read(key);
    ClientIdentity identity =
        new ClientIdentity(keyFile.key(), PemFile.read(certificates).certificates());
    if (!PemFile.belong(identity.key, identity.certificates.get(0))) {
      throw new IOException(keyFile.name() + ": is not the key of the first certificate");
    }
    return identity;
  }
}
