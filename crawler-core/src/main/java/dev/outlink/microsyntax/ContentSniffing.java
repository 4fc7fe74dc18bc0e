package dev.outlink.microsyntax;

/** What the bytes of a document tell of its type (MIME Sniffing standard). */
public final class ContentSniffing {

  private ContentSniffing() {}

  /**
   * Whether content looks like text: no control characters in its first 512 bytes but those of text
   * (the binary data bytes of the MIME Sniffing standard, section 2).
   */
  public static boolean looksLikeText(byte[] content, int length) {
    for (int i = 0; i < Math.min(length, 512); i++) {
      int b = content[i] & 0xff;
      if (b <= 0x08 || b == 0x0b || (b >= 0x0e && b <= 0x1a) || (b >= 0x1c && b <= 0x1f)) {
        return length >= 2 && isByteOrderMark16(content);
      }
    }
    return true;
  }

  private static boolean isByteOrderMark16(byte[] content) {
    int first = (content[0] & 0xff) << 8 | (content[1] & 0xff);
    return first == 0xfeff || first == 0xfffe;
  }
}
