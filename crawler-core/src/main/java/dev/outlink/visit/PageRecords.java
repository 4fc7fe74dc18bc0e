package dev.outlink.visit;

import dev.outlink.fetch.Page;
import dev.outlink.link.Outlink;
import dev.outlink.link.PageBound;
import dev.outlink.link.PageLinks;
import dev.outlink.link.Provenance;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageContent;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The records of URLs that have arrived. */
final class PageRecords {

  /** What a page record takes, mostly. */
  private static final int RECORD_BYTES = 1_024;

  /** What a link takes beside its characters. */
  private static final int LINK_BYTES = 128;

  /** The longest text of a record that a server may have written. */
  private static final int MAX_TEXT = 2_000;

  private PageRecords() {}

  /**
   * The record of a page.
   *
   * @param page decoded
   * @param links the rows that are listed
   */
  static PageRecord of(Attempt attempt, Page page, PageLinks found, List<Outlink> links) {
    String cut = cut(page, found);
    Ending end =
        new Ending(
            cut.isEmpty() ? Outcome.PAGE : Outcome.TRUNCATED,
            page.status(),
            page.contentType(),
            detail(page, cut, found),
            null);
    return record(attempt, end, page.length(), links.size(), end.detail());
  }

  /**
   * The record of a URL that has no document.
   *
   * @param leadsTo what is to be said of where it redirects to; may be empty
   */
  static PageRecord withoutDocument(
      Attempt attempt, Ending end, List<Outlink> links, String leadsTo) {
    return record(attempt, end, 0, links.size(), end.detail() + leadsTo);
  }

  /** The bytes that a result holds, about. */
  static long bytes(PageResult result) {
    long bytes = RECORD_BYTES;
    for (Outlink link : result.links()) {
      bytes += LINK_BYTES + link.url().href().length();
      Provenance provenance = link.provenance();
      if (provenance != null) {
        bytes += LINK_BYTES + 2L * (provenance.raw().length() + provenance.text().length());
      }
    }
    PageContent content = result.content();
    return content == null ? bytes : bytes + content.body().length + content.headers().characters();
  }

  private static PageRecord record(
      Attempt attempt, Ending end, long bytes, int links, String detail) {
    boolean asked = attempt.at() != null;
    return new PageRecord(
        attempt.task().source().href(),
        end.outcome(),
        end.status(),
        asked ? attempt.task().url().canonical().href() : null,
        attempt.redirects(),
        end.contentType() == null ? null : bounded(end.contentType()),
        bytes,
        links,
        attempt.task().depth(),
        TimeUnit.NANOSECONDS.toMillis(attempt.nanos()),
        attempt.at(),
        bounded(detail),
        asked ? attempt.task().attempt() : attempt.task().attempt() - 1);
  }

  private static String detail(Page page, String cut, PageLinks found) {
    List<String> words = new ArrayList<>();
    words.add(cut.isEmpty() && found.noindex() ? "noindex: its links are not listed" : cut);
    words.add(page.remark());
    words.add(found.tooLong() == 0 ? "" : PageLinks.leftOut(found.tooLong()));
    words.removeIf(String::isEmpty);
    return String.join("; ", words);
  }

  /** The bounds that ended a page, its own first; empty where there are none. */
  private static String cut(Page page, PageLinks found) {
    String body = page.truncated() ? "cut at " + page.length() + " bytes" : "";
    PageBound links = found.cut();
    if (links == null) {
      return body;
    }
    return body.isEmpty() ? links.detail() : body + "; " + links.detail();
  }

  /** Cut between characters: no encoding has half a pair of surrogates. */
  private static String bounded(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1));
    return text.substring(0, splits ? MAX_TEXT - 1 : MAX_TEXT) + '\u2026';
  }
}
