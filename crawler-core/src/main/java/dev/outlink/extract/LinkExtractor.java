package dev.outlink.extract;

import dev.outlink.charset.EncodingSniffer;
import dev.outlink.charset.WebEncoding;
import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.Page;
import dev.outlink.microsyntax.LinkHeader;
import dev.outlink.microsyntax.MetaRefresh;
import dev.outlink.microsyntax.PlainTextUrls;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.QueryEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Finds the links of a document. Stateless; safe for any thread; runs on the caller's, and takes as
 * long as a parse.
 *
 * <p>HTML is parsed as a browser does with scripts off: content of {@code <noscript>} counts,
 * content of {@code <template>} does not. What is nested deeper than 512 elements is read as if it
 * stood at that depth. A page with a tag name of more than 262,144 characters is read up to there.
 * Links resolve against the first {@code <base href>}, wherever it stands, unless that is invalid,
 * {@code data:} or {@code javascript:}; a query is encoded as the document is.
 */
public final class LinkExtractor {

  /**
   * The most characters that the links of one page may have together. A page whose links are longer
   * (a long {@code <base href>} and many short references) gives the first ones only.
   */
  public static final int MAX_CHARACTERS = 1 << 25;

  /**
   * The most characters that all references of a page may come to, also those that are no links, or
   * were links before.
   */
  static final long MAX_RESOLVED = 1L << 27;

  /** The most links of one page. */
  public static final int MAX_LINKS = 1_000_000;

  /** The most references that a document is asked for; several may be one link. */
  private static final int MAX_REFERENCES = MAX_LINKS + MAX_LINKS / 2;

  /** The longest tag name that is read: jsoup's time grows with the square of it. */
  private static final int MAX_TAG_NAME = 1 << 18;

  private final LinkSelection selection;
  private final Map<String, List<LinkAttribute>> attributes;

  /** Finds the {@link LinkSelection#DEFAULT} links. */
  public LinkExtractor() {
    this(LinkSelection.DEFAULT);
  }

  /** Finds the links of a selection. */
  public LinkExtractor(LinkSelection selection) {
    this.selection = selection;
    this.attributes = LinkAttribute.selected(selection);
  }

  /** What it finds. */
  public LinkSelection selection() {
    return selection;
  }

  /**
   * The links of a page, those of its HTTP headers first, then in document order. The page must be
   * plain (decoded). No input makes this throw.
   *
   * <p>The encoding is that of the byte order mark, else of the Content-Type, else of the page
   * itself; see {@link EncodingSniffer}. A page without a Content-Type is taken as HTML.
   */
  public PageLinks extract(Page page) {
    LinkList links = new LinkList(selection);
    for (Reference reference : headers(page)) {
      boolean unused = links.add(page.url(), reference, null);
    }
    boolean whole =
        switch (DocumentType.of(page.contentType())) {
          case HTML -> markup(page, links, Parser.htmlParser(), false);
          case XHTML, XML -> markup(page, links, Parser.xmlParser(), true);
          case TEXT -> text(page, links);
          case OTHER -> true;
        };
    return links.done(whole);
  }

  /** The row of a redirect, or null where it is not selected. */
  public @Nullable Outlink redirect(CrawlUrl from, String location) {
    if (!selection.has(LinkKind.LOCATION)) {
      return null;
    }
    LinkList links = new LinkList(selection);
    Reference target = Reference.ofHeader(LinkKind.LOCATION, "Location", location, "");
    return links.add(from, target, null) ? links.first() : null;
  }

  private List<Reference> headers(Page page) {
    List<Reference> found = new ArrayList<>();
    if (selection.has(LinkKind.LINK_HEADER)) {
      for (String header : page.linkHeaders()) {
        LinkHeader.forEach(
            header,
            link -> {
              String rel = String.join(" ", link.relations());
              if (isOfThePage(page, link)) {
                found.add(Reference.ofHeader(LinkKind.LINK_HEADER, "Link", link.target(), rel));
              }
            });
      }
    }
    String header = page.refreshHeader();
    if (header != null && selection.has(LinkKind.META_REFRESH)) {
      MetaRefresh refresh = MetaRefresh.parse(header);
      if (refresh != null && refresh.url() != null) {
        found.add(Reference.ofHeader(LinkKind.META_REFRESH, "Refresh", refresh.url(), ""));
      }
    }
    return found;
  }

  /** A link with another anchor is not the page's (RFC 8288, section 3.2). */
  private static boolean isOfThePage(Page page, LinkHeader.Link link) {
    return link.anchor() == null
        || (page.url().resolve(link.anchor()) instanceof CrawlUrl context
            && context.canonical().equals(page.url().canonical()));
  }

  private boolean markup(Page page, LinkList links, Parser parser, boolean isXml) {
    Decoded decoded = decode(page, isXml);
    String text = decoded.text;
    int readable = readable(text);
    Document document =
        parser
            .setTrackPosition(selection.provenance())
            .parseInput(readable == text.length() ? text : text.substring(0, readable), "");
    References found = new References(MAX_REFERENCES);
    HtmlReferences html = new HtmlReferences(selection, attributes, isXml, found);
    XmlReferences xml = new XmlReferences(page.url(), selection, found);
    Walk.through(
        document,
        element -> {
          if (isXml) {
            xml.visit(element);
          }
          return html.visit(element);
        });
    CrawlUrl base = base(page.url(), html.base(), decoded.encoding);
    for (Reference reference : found.list()) {
      if (!links.add(
          base(reference, page.url(), base, xml), reference, encoding(reference, decoded))) {
        break;
      }
    }
    return readable == text.length() && found.isWhole();
  }

  private boolean text(Page page, LinkList links) {
    if (selection.has(LinkKind.TEXT)) {
      for (String url : PlainTextUrls.find(decode(page, false).text)) {
        if (!links.add(page.url(), Reference.inText(url), null)) {
          break;
        }
      }
    }
    return true;
  }

  private record Decoded(String text, @Nullable QueryEncoding encoding) {}

  private Decoded decode(Page page, boolean isXml) {
    EncodingSniffer.Sniffed sniffed =
        isXml
            ? EncodingSniffer.sniffXml(page.body(), page.length(), page.contentType())
            : EncodingSniffer.sniff(page.body(), page.length(), page.contentType());
    WebEncoding encoding = sniffed.encoding();
    int start = sniffed.bomLength();
    String text = encoding.decode(page.body(), start, page.length() - start);
    return new Decoded(
        selection.provenance() ? withNewlines(text) : text, encoding.queryEncoding());
  }

  /** Newlines as the HTML standard normalises them, where what was written is told. */
  private static String withNewlines(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** How many characters come before a tag whose name is too long; all, where none is. */
  private static int readable(String text) {
    int length = text.length();
    if (length <= MAX_TAG_NAME) {
      return length;
    }
    int tag = -1;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '<' && tag < 0) {
        tag = startsTag(text, i) ? i : -1;
      } else if (c == '>' || c == '/' || (c <= ' ' && c != 0)) {
        tag = c == '/' && tag == i - 1 ? tag : -1;
      } else if (tag >= 0 && i - tag > MAX_TAG_NAME) {
        return tag;
      }
    }
    return length;
  }

  private static CrawlUrl base(
      Reference reference, CrawlUrl document, CrawlUrl base, XmlReferences xml) {
    return switch (reference.kind()) {
      // An empty action is the document's own URL, whatever its base (HTML standard, 4.10.18.3).
      case FORM -> reference.raw().isEmpty() ? document : base;
      case FEED -> reference.element() == null ? base : xml.base(reference.element());
      default -> base;
    };
  }

  /** Sitemaps and feeds hold IRIs (RFC 3987), whose queries are UTF-8 whatever the file is in. */
  private static @Nullable QueryEncoding encoding(Reference reference, Decoded decoded) {
    return switch (reference.kind()) {
      case SITEMAP, FEED -> null;
      default -> decoded.encoding;
    };
  }

  /** Whether a tag begins here, and not a comment or text (HTML standard, 13.2.5.6 and 7). */
  private static boolean startsTag(String text, int at) {
    int name = text.startsWith("/", at + 1) ? at + 2 : at + 1;
    char c = name < text.length() ? text.charAt(name) : ' ';
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** The document's base URL (HTML standard, 2.4.1 and 4.2.3). */
  private static CrawlUrl base(
      CrawlUrl document, @Nullable String href, @Nullable QueryEncoding encoding) {
    if (href == null || !(document.resolve(href, encoding) instanceof CrawlUrl base)) {
      return document;
    }
    String scheme = base.scheme();
    return scheme.equals("data") || scheme.equals("javascript") ? document : base;
  }
}
