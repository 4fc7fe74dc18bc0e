package dev.outlink.fetch;

import dev.outlink.microsyntax.MimeType;
import org.jspecify.annotations.Nullable;

/** What a document is, as far as finding links in it needs to know. */
public enum DocumentType {
  /** {@code text/html}, or nothing that is a type. */
  HTML,
  /** {@code application/xhtml+xml}. */
  XHTML,
  /** Other XML: {@code text/xml}, {@code application/xml}, and all that end in {@code +xml}. */
  XML,
  /** {@code text/plain}. */
  TEXT,
  /** Everything else. */
  OTHER;

  /** Whether a text names a type, and not {@link #OTHER}. */
  public static boolean isNamedBy(String contentType) {
    return MimeType.of(contentType) != null && of(contentType) != OTHER;
  }

  /**
   * The type that a Content-Type header says, which may have several values; HTML where none of
   * them is a type.
   */
  public static DocumentType of(@Nullable String contentType) {
    MimeType type = contentType == null ? null : MimeType.of(contentType);
    if (type == null) {
      return HTML;
    }
    return switch (type.essence()) {
      case "text/html" -> HTML;
      case "application/xhtml+xml" -> XHTML;
      case "text/xml", "application/xml" -> XML;
      case "text/plain" -> TEXT;
      default -> type.essence().endsWith("+xml") ? XML : OTHER;
    };
  }
}
