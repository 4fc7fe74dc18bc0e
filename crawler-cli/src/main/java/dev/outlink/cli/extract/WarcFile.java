package dev.outlink.cli.extract;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import dev.outlink.cli.text.SafeText;
import dev.outlink.fetch.Outcome;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcResponse;

/**
 * Reads the HTTP responses and resources of a WARC file (ISO 28500), each record compressed by
 * itself or none. Confined to one thread.
 *
 * <p>A record that is broken costs its own links only, unless the next one cannot be found.
 */
final class WarcFile {

  private static final String TARGET = "WARC-Target-URI";

  private final String name;
  private final PageReader pages;
  private final Documents documents;
  private long lastProblem = -1;

  WarcFile(String name, PageReader pages, Documents documents) {
    this.name = name;
    this.pages = pages;
    this.documents = documents;
  }

  /** Reads all records, in their order. */
  void read(InputStream in) throws IOException, InterruptedException {
    WarcReader reader;
    try {
      reader = new WarcReader(new EndedStream(in));
    } catch (IOException e) {
      problem(0, e, "");
      return;
    }
    reader.setLenient(true);
    WarcRecord record = next(reader);
    while (record != null) {
      Document document = null;
      try {
        document = document(record);
      } catch (IOException | RuntimeException e) { // the library's own, for headers it dislikes
        problem(reader.position(), e, "");
      }
      if (document != null) {
        documents.take(document);
      }
      record = next(reader);
    }
  }

  /** The next record, or null at the end, or where no next one can be found. */
  private @Nullable WarcRecord next(WarcReader reader) {
    try {
      Optional<WarcRecord> record = reader.next();
      if (record.isPresent() && record.get().body().size() < 0) {
        throw new IOException("a negative Content-Length"); // the library would go backwards
      }
      return record.orElse(null);
    } catch (IOException | RuntimeException e) { // likewise
      problem(reader.position(), e, "; what follows it in the file is not read");
      return null;
    }
  }

  private void problem(long offset, Exception e, String consequence) {
    if (offset != lastProblem) {
      lastProblem = offset;
      documents.unreadable(
          SafeText.of(name)
              + ": the record at byte "
              + offset
              + " is broken: "
              + SafeText.of(String.valueOf(e.getMessage()))
              + consequence);
    }
  }

  private @Nullable Document document(WarcRecord record) throws IOException {
    boolean response = record instanceof WarcResponse;
    if (!response && !(record instanceof WarcResource)) {
      return null;
    }
    String target = record.headers().first(TARGET).orElse("").strip();
    if (target.startsWith("<") && target.endsWith(">")) { // as WARC 1.0 had it
      target = target.substring(1, target.length() - 1);
    }
    if (!target.regionMatches(true, 0, "http", 0, 4)) {
      return null;
    }
    if (!(CrawlUrl.parse(target) instanceof CrawlUrl url) || !url.isHttp()) {
      documents.skip(Outcome.BAD_URL);
      return null;
    }
    String source = url.href();
    if (response) {
      HttpResponse http = HttpResponse.parse(new RecordBody(record.body(), pages.longestRecord()));
      return pages.read(source, url, http.status(), headers(http), () -> http.body().stream());
    }
    String type = record.headers().first("Content-Type").orElse("application/octet-stream");
    return pages.read(
        source,
        url,
        0,
        ImmutableListMultimap.of("Content-Type", type),
        () -> record.body().stream());
  }

  private static ListMultimap<String, String> headers(HttpResponse http) {
    ImmutableListMultimap.Builder<String, String> headers = ImmutableListMultimap.builder();
    http.headers()
        .map()
        .forEach(
            (field, values) -> {
              if (!field.isEmpty()) {
                headers.putAll(field, values);
              }
            });
    return headers.build();
  }
}
