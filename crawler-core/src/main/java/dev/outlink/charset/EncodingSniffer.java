package dev.outlink.charset;

import dev.outlink.microsyntax.MimeType;
import java.io.Reader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which encoding an HTML document is in (HTML standard, 13.2.3.2): its byte order mark, else the
 * charset of its Content-Type, else what its head declares, else what its bytes look like.
 *
 * <p>Safe for any thread. Takes time linear in the length; allocates next to nothing.
 */
public final class EncodingSniffer {

  private EncodingSniffer() {}

  /** What decided, in the order of precedence. */
  public enum Source {
    /** A byte order mark. */
    BOM,
    /** The charset parameter of the Content-Type header. */
    HEADER,
    /** A meta element, or the XML declaration of what is sent as HTML. */
    META,
    /** Nothing is declared: what the bytes look like. */
    DETECTED,
    /** Nothing is declared, and the bytes say nothing: windows-1252. */
    FALLBACK
  }

  /**
   * The encoding of a document, and what said so.
   *
   * @param bomLength how many bytes at the beginning are a byte order mark and no text: 0, 2 or 3
   */
  public record Sniffed(WebEncoding encoding, int bomLength, Source source) {

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

    /** The same text, to be read from front to end: see {@link WebEncoding#reader}. */
    public Reader reader(byte[] body, int length) {
      return encoding.reader(body, bomLength, length - bomLength);
    }
  }

  /**
   * Determines the encoding of a whole document.
   *
   * @param body holds the document from its first byte on
   * @param length how many bytes the document has
   * @param contentType the Content-Type header as it came, several of them joined by commas; null
   *     where there was none. A charset that the Encoding standard does not know does not count
   */
  public static Sniffed sniff(byte[] body, int length, @Nullable String contentType) {
    Sniffed transport = byMarkOrHeader(body, length, contentType);
    if (transport != null) {
      return transport;
    }
    WebEncoding declared = DeclaredEncoding.find(body, length);
    if (declared != null) {
      return new Sniffed(declared, 0, Source.META);
    }
    WebEncoding detected = EncodingDetector.detect(body, length);
    return detected != null
        ? new Sniffed(detected, 0, Source.DETECTED)
        : new Sniffed(WebEncoding.WINDOWS_1252, 0, Source.FALLBACK);
  }

  /**
   * Determines the encoding of a whole document of XML (XML 1.0, 4.3.3 and appendix F; RFC 7303,
   * section 3): its byte order mark, else the charset of its Content-Type, else its XML
   * declaration, else UTF-8.
   */
  public static Sniffed sniffXml(byte[] body, int length, @Nullable String contentType) {
    Sniffed transport = byMarkOrHeader(body, length, contentType);
    if (transport != null) {
      return transport;
    }
    WebEncoding declared = DeclaredEncoding.ofXml(body, length);
    return declared != null
        ? new Sniffed(declared, 0, Source.META)
        : new Sniffed(WebEncoding.UTF_8, 0, Source.FALLBACK);
  }

  private static @Nullable Sniffed byMarkOrHeader(
      byte[] body, int length, @Nullable String contentType) {
    Sniffed byMark = byMark(body, length);
    if (byMark != null) {
      return byMark;
    }
    WebEncoding byHeader = byHeader(contentType);
    return byHeader == null ? null : new Sniffed(byHeader, 0, Source.HEADER);
  }

  private static @Nullable Sniffed byMark(byte[] body, int length) {
    if (length >= 3 && at(body, 0) == 0xEF && at(body, 1) == 0xBB && at(body, 2) == 0xBF) {
      return new Sniffed(WebEncoding.UTF_8, 3, Source.BOM);
    }
    if (length >= 2 && at(body, 0) == 0xFE && at(body, 1) == 0xFF) {
      return new Sniffed(WebEncoding.UTF_16BE, 2, Source.BOM);
    }
    if (length >= 2 && at(body, 0) == 0xFF && at(body, 1) == 0xFE) {
      return new Sniffed(WebEncoding.UTF_16LE, 2, Source.BOM);
    }
    return null;
  }

  private static int at(byte[] body, int i) {
    return body[i] & 0xFF;
  }

  private static @Nullable WebEncoding byHeader(@Nullable String contentType) {
    MimeType type = contentType == null ? null : MimeType.of(contentType);
    String label = type == null ? null : type.charset();
    return label == null ? null : WebEncoding.forLabel(label);
  }
}
