package dev.outlink.url;

/**
 * How the characters of a query become bytes before they are percent-encoded, where a document is
 * not in UTF-8 (URL standard, "percent-encode after encoding"; Encoding standard, "encode or
 * fail"). Safe for any thread.
 */
@FunctionalInterface
public interface QueryEncoding {

  /**
   * Encodes a whole query, in order. A lone surrogate counts as U+FFFD.
   *
   * @param query the characters as they stand in the reference, without the question mark; white
   *     space that a URL does not hold is gone
   */
  void encode(CharSequence query, Receiver receiver);

  /** Takes what became of the query, in order. */
  interface Receiver {

    /** Takes one byte of the encoding, 0 to 255. */
    void put(int octet);

    /** Takes a code point that the encoding does not have. */
    void unmappable(int codePoint);
  }
}
