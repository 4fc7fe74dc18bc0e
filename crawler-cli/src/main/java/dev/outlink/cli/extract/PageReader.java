package dev.outlink.cli.extract;

import dev.outlink.decode.ContentDecoder;
import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.Page;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;

/** Reads bodies like a fetch, with the same limits. Confined to one thread. */
final class PageReader {

  /** Opens a body. */
  interface Body {
    InputStream open() throws IOException;
  }

  private final Set<DocumentType> documents;
  private final int maxBody;
  private final ContentDecoder decoder;

  /**
   * A reader.
   *
   * @param documents the types of documents to read
   * @param maxBody the most bytes of a body, both encoded and decoded
   */
  PageReader(Set<DocumentType> documents, int maxBody) {
    this.documents = documents;
    this.maxBody = maxBody;
    decoder = new ContentDecoder(maxBody);
  }

  /** The most bytes of a record to read: headers, and a chunked body. */
  long longestRecord() {
    return 2L * maxBody + (1 << 20);
  }

  /**
   * Reads a document with the outcome that a fetch would have had. Opens the body only if it is
   * needed.
   *
   * @param recorded the HTTP status, or 0 if there was none
   * @throws IOException if the body cannot be read
   */
  Document read(String source, CrawlUrl url, int recorded, HeaderList headers, Body body)
      throws IOException {
    int status = recorded == 0 ? 200 : recorded;
    FetchOutcome outcome = Page.recorded(url, status, headers, new byte[0], documents);
    boolean cut = false;
    if (outcome instanceof Page) {
      byte[] bytes;
      try (InputStream in = body.open()) {
        bytes = in.readNBytes(maxBody + 1);
      }
      if (bytes.length > maxBody) {
        cut = true;
        bytes = Arrays.copyOf(bytes, maxBody);
      }
      outcome = Page.recorded(url, status, headers, bytes, documents);
      if (outcome instanceof Page page) {
        outcome = decoder.decode(page);
      }
      cut |= outcome instanceof Page plain && plain.truncated();
    }
    return new Document(source, url, recorded, outcome, cut);
  }
}
