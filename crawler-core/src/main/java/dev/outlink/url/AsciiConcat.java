package dev.outlink.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Joins parts of two ASCII texts with no allocation but the result's. */
final class AsciiConcat {

  /** What is longer is joined with the usual copies. */
  private static final int MAX_LENGTH = 2048;

  private static final ThreadLocal<byte[]> BUFFER =
      ThreadLocal.withInitial(() -> new byte[MAX_LENGTH]);

  private AsciiConcat() {}

  /** The first {@code kept} characters of one text, then the other from {@code from} on. */
  // The deprecated method drops the high bytes, of which ASCII has none; only it copies in place.
  @SuppressWarnings("deprecation")
  static String of(String head, int kept, String tail, int from) {
    int length = kept + tail.length() - from;
    if (length > MAX_LENGTH) {
      return head.substring(0, kept).concat(tail.substring(from));
    }
    byte[] buffer = BUFFER.get();
    head.getBytes(0, kept, buffer, 0);
    tail.getBytes(from, tail.length(), buffer, kept);
    return new String(buffer, 0, length, ISO_8859_1);
  }
}
