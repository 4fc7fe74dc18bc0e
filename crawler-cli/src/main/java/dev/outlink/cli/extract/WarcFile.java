package dev.outlink.cli.extract;

import com.google.common.base.Ascii;
import dev.outlink.cli.text.SafeText;
import dev.outlink.cli.warc.WarcHead;
import dev.outlink.cli.warc.WarcRecords;
import dev.outlink.fetch.HeaderList;
import dev.outlink.record.Outcome;
import dev.outlink.url.CrawlUrl;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MessageBody;

/**
 * Reads the HTTP responses and resources of a WARC file (ISO 28500), with each record compressed
 * separately or not at all. Confined to one thread.
 *
 * <p>A broken record affects only its own links, unless the next record cannot be found.
 */
final class WarcFile {

  private static final int SWITCHING_PROTOCOLS = 101;

  /** In one record. Each is read through the one before it. */
  private static final int MOST_INTERIM = 20;

  private static final String UNKNOWN_TYPE = "application/octet-stream";
  private static final int MESSAGE_LENGTH = 1_000;

  private final String name;
  private final PageReader pages;
  private final DocumentConsumer documents;

  WarcFile(String name, PageReader pages, DocumentConsumer documents) {
    this.name = name;
    this.pages = pages;
    this.documents = documents;
  }

  /** Reads all records, in their order. */
  void read(InputStream in) throws IOException, InterruptedException {
    WarcRecords records;
    try {
      records = new WarcRecords(in);
    } catch (IOException e) {
      problem(0, reason(e), "");
      return;
    }
    boolean more = true;
    while (more) {
      Document document = null;
      try {
        WarcHead head = records.next();
        more = head != null;
        document = head == null ? null : whole(head, records);
      } catch (IOException e) {
        long damaged = records.offset();
        more = records.recover();
        problem(
            damaged,
            reason(e),
            more
                ? "; reading continues with the next record that is found"
                : "; the rest of the file is not read");
      }
      if (document != null) {
        documents.take(document);
      }
    }
  }

  private void problem(long offset, String reason, String consequence) {
    documents.unreadable(
        SafeText.of(name)
            + ": the record at byte "
            + offset
            + " is broken: "
            + SafeText.of(reason, MESSAGE_LENGTH)
            + consequence);
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
  }

  /**
   * The document of a record; null if it has none, or if that was already reported or counted.
   *
   * @throws IOException if the end is not found
   */
  private @Nullable Document whole(WarcHead head, WarcRecords records) throws IOException {
    Document document = null;
    String fault = null;
    try {
      document = document(head, records);
    } catch (EOFException e) { // the library's, for a block that ends early
      fault = "its HTTP head does not end";
    } catch (IOException | RuntimeException e) { // the library's own, for headers it dislikes
      fault = reason(e);
    }
    records.end();
    if (fault != null) {
      problem(records.offset(), fault, "");
    }
    return document;
  }

  private @Nullable Document document(WarcHead head, WarcRecords records) throws IOException {
    String type = Ascii.toLowerCase(head.field("WARC-Type"));
    if (type.isEmpty()) {
      throw new IOException("no WARC-Type");
    }
    boolean response = type.equals("response");
    if (!response && !type.equals("resource")) {
      return null;
    }
    String target = head.field("WARC-Target-URI");
    if (target.startsWith("<") && target.endsWith(">")) { // as WARC 1.0 had it
      target = target.substring(1, target.length() - 1);
    }
    if (target.isEmpty()) {
      throw new IOException("no WARC-Target-URI, so the URL of its document is unknown");
    }
    if (!(CrawlUrl.parse(target) instanceof CrawlUrl url)) {
      documents.skip(Outcome.BAD_URL);
      return null;
    }
    if (!url.isHttp()) {
      return null;
    }
    String source = url.href();
    InputStream block = records.block();
    if (response) {
      HttpResponse http = response(block, head.length());
      return pages.read(source, url, http.status(), headers(http), () -> http.body().stream());
    }
    String media = head.field("Content-Type");
    return pages.read(
        source,
        url,
        0,
        HeaderList.of("Content-Type", media.isEmpty() ? UNKNOWN_TYPE : media),
        () -> block);
  }

  /** The final response, after interim ones (RFC 9110, section 15.2). */
  private HttpResponse response(InputStream block, long length) throws IOException {
    HttpResponse http = HttpResponse.parse(new RecordBody(block, length, pages.longestRecord()));
    for (int interim = 0; isInterim(http.status()); interim++) {
      if (interim == MOST_INTERIM) {
        throw new IOException("more than " + MOST_INTERIM + " interim responses");
      }
      MessageBody rest = http.body();
      http = HttpResponse.parse(new RecordBody(rest.stream(), rest.size(), pages.longestRecord()));
    }
    return http;
  }

  private static boolean isInterim(int status) {
    return status >= 100 && status <= 199 && status != SWITCHING_PROTOCOLS;
  }

  private static HeaderList headers(HttpResponse http) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    http.headers()
        .map()
        .forEach(
            (field, values) -> {
              if (!field.isEmpty()) {
                values.forEach(value -> headers.add(Map.entry(field, value)));
              }
            });
    return HeaderList.of(headers);
  }
}
