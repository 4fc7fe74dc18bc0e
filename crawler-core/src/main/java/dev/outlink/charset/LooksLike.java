package dev.outlink.charset;

/** What the bytes of a document that declares nothing look like. */
final class LooksLike {

  private LooksLike() {}

  /**
   * True where all is well-formed UTF-8 and something of it is beyond ASCII. A sequence that the
   * end of the document cuts off does not count against it: a body may be truncated.
   */
  static boolean utf8(byte[] body, int length) {
    boolean beyondAscii = false;
    int i = 0;
    while (i < length) {
      if (body[i] >= 0) {
        i++;
        continue;
      }
      int sequence = Utf8.wellFormed(body, i, length);
      if (sequence < 0) {
        return beyondAscii && i - sequence == length && Utf8.isLead(body[i]);
      }
      beyondAscii = true;
      i += sequence;
    }
    return beyondAscii;
  }
}
