package dev.outlink.tls;

import java.security.cert.CertificateException;

/** A certificate whose chain is right, and which is for other names than the one asked for. */
final class OtherNameException extends CertificateException {

  private static final long serialVersionUID = 1L;

  /**
   * A certificate of another host.
   *
   * @param names whose it is, in words
   */
  OtherNameException(String names) {
    super("the certificate is for another host name: " + names);
  }
}
