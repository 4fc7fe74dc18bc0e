package dev.outlink.extract;

import dev.outlink.fetch.Page;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.UrlResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.helper.DataUtil;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Finds the links of an HTML page. Stateless; safe for any thread; runs on the caller's, and takes
 * as long as a parse.
 */
public final class LinkExtractor {

  /**
   * The most characters that the links of one page may have together. A page whose links are longer
   * (a long {@code <base href>} and many short references) gives the first ones only.
   */
  public static final int MAX_CHARACTERS = 1 << 25;

  /** The longest tag name that is read: jsoup's time grows with the square of it. */
  private static final int MAX_TAG_NAME = 1 << 18;

  /**
   * The distinct http(s) links of {@code a[href]} and {@code area[href]}, in document order,
   * resolved as a browser does. The page must be plain (decoded). No input makes this throw.
   *
   * <p>The encoding is that of the byte order mark, else of the Content-Type, else of the page's
   * meta element, else UTF-8. The first {@code <base href>} counts, wherever it stands, unless it
   * is invalid, {@code data:} or {@code javascript:}. Content of {@code <template>} is not part of
   * the page; content of {@code <noscript>} is. What is nested deeper than 512 elements is read as
   * if it stood at that depth. A page with a tag name of more than 256 KiB is read up to there.
   */
  public PageLinks extract(Page page) {
    int readable = readable(page);
    LinkCollector found = new LinkCollector();
    found.collect(document(page, readable));
    PageLinks links = resolve(base(page.url(), found.baseHref()), found.hrefs());
    return readable == page.length() ? links : new PageLinks(links.links(), false);
  }

  private static Document document(Page page, int length) {
    ByteArrayInputStream body = new ByteArrayInputStream(page.body(), 0, length);
    String charset = ContentType.charset(page.contentType());
    try {
      return DataUtil.load(body, charset, "", Parser.htmlParser());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** How many bytes of the page come before a tag whose name is too long; all, where none is. */
  private static int readable(Page page) {
    byte[] body = page.body();
    int length = page.length();
    if (length <= MAX_TAG_NAME) {
      return length;
    }
    int tag = -1;
    for (int i = 0; i < length; i++) {
      byte b = body[i];
      if (b == '<' && tag < 0) {
        tag = i;
      } else if (b == '>' || b == '/' || (b >= 0 && b <= ' ' && b != 0)) {
        tag = b == '/' && tag == i - 1 ? tag : -1;
      } else if (tag >= 0 && i - tag > MAX_TAG_NAME) {
        return tag;
      }
    }
    return length;
  }

  /** The document's base URL (HTML standard, 2.4.1 and 4.2.3). */
  private static CrawlUrl base(CrawlUrl document, @Nullable String href) {
    if (href == null || !(document.resolve(href) instanceof CrawlUrl base)) {
      return document;
    }
    String scheme = base.scheme();
    return scheme.equals("data") || scheme.equals("javascript") ? document : base;
  }

  private static PageLinks resolve(CrawlUrl base, List<String> hrefs) {
    List<Outlink> links = new ArrayList<>(hrefs.size());
    Set<String> seen = new HashSet<>(2 * hrefs.size());
    int characters = 0;
    for (String href : hrefs) {
      UrlResult result = base.resolve(href);
      if (result instanceof CrawlUrl url && url.isHttp() && seen.add(url.href())) {
        characters += url.href().length();
        if (characters > MAX_CHARACTERS) {
          return new PageLinks(links, false);
        }
        links.add(new Outlink(url, LinkKind.A, "a", "href", 1, null));
      }
    }
    return new PageLinks(links, true);
  }
}
