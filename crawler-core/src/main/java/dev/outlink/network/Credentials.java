package dev.outlink.network;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** User and password of a URL. */
public final class Credentials {

  private Credentials() {}

  /** The value of the Authorization header (RFC 7617). */
  public static String basic(String userInfo) {
    String plain = decoded(userInfo);
    String pair = plain.indexOf(':') < 0 ? plain + ':' : plain;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Without percent-encoding; what is none stays as it is. */
  static String decoded(String percentEncoded) {
    byte[] bytes = percentEncoded.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[length++] = bytes[i];
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
