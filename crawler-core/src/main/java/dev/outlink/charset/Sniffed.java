package dev.outlink.charset;

import java.util.Objects;

/**
 * The encoding of a document, and what said so.
 *
 * @param bomLength how many bytes at the beginning are a byte order mark and no text: 0, 2 or 3
 */
public record Sniffed(WebEncoding encoding, int bomLength, Source source) {

  /** What decided, in the order of precedence. */
  public enum Source {
    /** A byte order mark. */
    BOM,
    /** The charset parameter of the Content-Type header. */
    HEADER,
    /** A meta element, or the XML declaration of what is sent as HTML. */
    META,
    /** Nothing is declared, and the bytes are what UTF-8 has and hardly any other text. */
    DETECTED,
    /** Nothing is declared, and nothing could be told. */
    FALLBACK
  }

  public Sniffed {
    Objects.requireNonNull(encoding);
    Objects.requireNonNull(source);
    if (bomLength < 0 || bomLength > 3) {
      throw new IllegalArgumentException("a byte order mark of " + bomLength + " bytes");
    }
  }

  /** The text of the document that was sniffed, without its byte order mark. */
  public String decode(byte[] body, int length) {
    return encoding.decode(body, bomLength, length - bomLength);
  }
}
