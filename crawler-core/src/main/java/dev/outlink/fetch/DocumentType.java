package dev.outlink.fetch;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a document is, as far as finding links in it needs to know. */
public enum DocumentType {
  /** {@code text/html}, or no type at all. */
  HTML,
  /** {@code application/xhtml+xml}. */
  XHTML,
  /** Other XML: {@code text/xml}, {@code application/xml}, and all that end in {@code +xml}. */
  XML,
  /** {@code text/plain}. */
  TEXT,
  /** Everything else. */
  OTHER;

  /** The type that a Content-Type header says; only the part before the parameters counts. */
  public static DocumentType of(@Nullable String contentType) {
    if (contentType == null) {
      return HTML;
    }
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "text/html", "" -> HTML;
      case "application/xhtml+xml" -> XHTML;
      case "text/xml", "application/xml" -> XML;
      case "text/plain" -> TEXT;
      default -> type.regionMatches(true, type.length() - 4, "+xml", 0, 4) ? XML : OTHER;
    };
  }
}
