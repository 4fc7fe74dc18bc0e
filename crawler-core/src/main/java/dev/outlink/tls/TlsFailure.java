package dev.outlink.tls;

import dev.outlink.detail.DetailText;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import org.jspecify.annotations.Nullable;

/** A failed TLS handshake in words. */
public final class TlsFailure {

  private static final String ALERT = "Received fatal alert: ";

  private TlsFailure() {}

  public static String words(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
      String words = ofType(cause);
      if (words != null) {
        return words;
      }
    }
    cause = failure;
    for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
      String words = ofMessage(String.valueOf(cause.getMessage()));
      if (words != null) {
        return words;
      }
    }
    return "the TLS handshake failed";
  }

  private static @Nullable String ofType(Throwable cause) {
    if (cause instanceof OtherNameException) {
      return cause.getMessage();
    }
    if (cause instanceof CertificateExpiredException) {
      return "the certificate has expired";
    }
    if (cause instanceof CertificateNotYetValidException) {
      return "the certificate is not valid yet";
    }
    if (cause instanceof CertificateRevokedException) {
      return "the certificate has been revoked";
    }
    if (cause instanceof CertPathBuilderException) {
      return "the certificate is self-signed or from an unknown issuer";
    }
    if (cause instanceof CertPathValidatorException && cause.getCause() == null) {
      return "the certificate's chain is not valid";
    }
    if (cause instanceof ClosedChannelException) {
      return "the server closed the connection during the TLS handshake";
    }
    return null;
  }

  private static @Nullable String ofMessage(String message) {
    if (message.contains("unable to find valid certification path")) {
      return "the certificate is self-signed or from an unknown issuer";
    }
    if (message.contains("not an SSL/TLS record")) {
      return "the server does not speak TLS on this port";
    }
    if (message.contains("protocol_version")
        || message.contains("No appropriate protocol")
        || message.contains("is not enabled or supported")) {
      return "no TLS version in common with the server";
    }
    int alert = message.indexOf(ALERT);
    if (alert >= 0) {
      return "the server ended the TLS handshake: "
          + DetailText.sanitised(message.substring(alert + ALERT.length()).replace('_', ' '));
    }
    if (message.contains("losed while")
        || message.contains("losed before")
        || message.contains("terminated the handshake")
        || message.contains("Connection reset")) {
      return "the server closed the connection during the TLS handshake";
    }
    return null;
  }
}
