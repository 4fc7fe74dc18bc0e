package dev.outlink.extract;

import dev.outlink.charset.EncodingSniffer;
import dev.outlink.charset.WebEncoding;
import dev.outlink.fetch.Page;
import dev.outlink.tree.DocumentRoom;
import dev.outlink.url.QueryEncoding;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a document as a scanner reads them: with each byte of ASCII meaning what it means in
 * ASCII.
 */
final class ScannedText {

  /** Bytes for each of the document's that text and its copy in UTF-8 take. */
  private static final int COPIES = 6;

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final WebEncoding encoding;
  private final @Nullable QueryEncoding queries;

  private ScannedText(
      byte[] bytes, int from, int to, WebEncoding encoding, @Nullable QueryEncoding queries) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.encoding = encoding;
    this.queries = queries;
  }

  /** The text of a page; null where there is no room for a copy. */
  static @Nullable ScannedText of(Page page, DocumentRoom holding) {
    EncodingSniffer.Sniffed sniffed =
        EncodingSniffer.sniff(page.body(), page.length(), page.contentType());
    WebEncoding encoding = sniffed.encoding();
    QueryEncoding queries = encoding.queryEncoding();
    if (encoding.hasAsciiAsItIs()) {
      return new ScannedText(page.body(), sniffed.bomLength(), page.length(), encoding, queries);
    }
    if (!holding.take((long) COPIES * page.length())) {
      return null;
    }
    byte[] copy = sniffed.decode(page.body(), page.length()).getBytes(StandardCharsets.UTF_8);
    return new ScannedText(copy, 0, copy.length, WebEncoding.UTF_8, queries);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Behind a byte order mark. */
  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Of these bytes. */
  WebEncoding encoding() {
    return encoding;
  }

  /** How the document's queries are written, or null for UTF-8. */
  @Nullable QueryEncoding queries() {
    return queries;
  }
}
