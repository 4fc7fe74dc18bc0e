package dev.outlink;

import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.Page;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.Outlink;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The links of one document, without a crawl. */
public final class Links {

  private Links() {}

  /**
   * The links of anchors, distinct and in document order, resolved against the URL and a {@code
   * base} element, as a crawl lists them.
   *
   * @param html the text of an HTML document
   * @param url where it stands, absolute
   * @throws IllegalArgumentException if the URL is none; the message names it
   */
  public static List<Outlink> of(String html, String url) {
    return of(html, url, LinkSelection.DEFAULT);
  }

  /** As {@link #of(String, String)}, with links of other kinds, or with what is told of them. */
  public static List<Outlink> of(String html, String url, LinkSelection selection) {
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    return of(body, "text/html; charset=utf-8", url, selection);
  }

  /**
   * The links of a document as a server sends it.
   *
   * @param contentType its Content-Type header; what it does not say of the encoding, the document
   *     does
   * @throws IllegalArgumentException if the URL is none; the message names it
   */
  public static List<Outlink> of(
      byte[] body, String contentType, String url, LinkSelection selection) {
    UrlResult parsed = CrawlUrl.parse(url);
    if (parsed instanceof InvalidUrl invalid) {
      throw new IllegalArgumentException("'" + url + "' is no URL: " + invalid.reason());
    }
    Page page = Page.of((CrawlUrl) parsed, contentType, body);
    return new LinkExtractor(selection).extract(page).links();
  }
}
