package dev.outlink.rows;

import dev.outlink.link.LinkKind;
import dev.outlink.link.Outlink;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.url.CrawlUrl;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.Stream;

/** Results to write. */
final class Results {
  static final Instant TIME = Instant.parse("2026-03-04T05:06:07.089Z");

  private Results() {}

  static PageResult result(String source, String... links) {
    return new PageResult(
        page(source, "text/html", ""), Stream.of(links).map(Results::outlink).toList());
  }

  /** So many times the same link, in no memory. */
  static PageResult repeated(String source, String link, int times) {
    Outlink outlink = outlink(link);
    List<Outlink> links =
        new AbstractList<>() {
          @Override
          public Outlink get(int index) {
            return outlink;
          }

          @Override
          public int size() {
            return times;
          }
        };
    return new PageResult(page(source, "text/html", ""), links);
  }

  static PageRecord page(String url, String contentType, String detail) {
    return new PageRecord(
        url, Outcome.PAGE, 200, url, 1, contentType, 1_234, 2, 3, 45, TIME, detail, 1);
  }

  private static Outlink outlink(String url) {
    return new Outlink((CrawlUrl) CrawlUrl.parse(url), LinkKind.A, "a", "href", null);
  }
}
