package dev.outlink.extract;

import dev.outlink.charset.EncodingSniffer;
import dev.outlink.charset.WebEncoding;
import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.Page;
import dev.outlink.microsyntax.PlainTextUrls;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.QueryEncoding;
import java.io.Reader;
import java.io.StringReader;
import java.util.Set;
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
 * Links resolve against the first {@code <base href>}, wherever it stands (but a refresh before it
 * does not), unless that is invalid, {@code data:} or {@code javascript:}; a query is encoded as
 * the document is.
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

  // Immutable.
  private final LinkSelection selection;
  private final FollowRules rules;
  private final Wanted listed;
  private final Wanted listedOrFollowed;

  /** Finds the {@link LinkSelection#DEFAULT} links; follows none. */
  public LinkExtractor() {
    this(LinkSelection.DEFAULT);
  }

  /** Finds the links of a selection; follows none. */
  public LinkExtractor(LinkSelection selection) {
    this(selection, FollowRules.NONE);
  }

  /**
   * Finds the links of a selection, and those that are followed.
   *
   * @param follow what is followed, and what a page's word for robots counts
   */
  public LinkExtractor(LinkSelection selection, FollowRules follow) {
    this.selection = selection;
    this.rules = follow;
    this.listed = Wanted.of(selection.kinds(), Set.of());
    this.listedOrFollowed = Wanted.of(selection.kinds(), follow.kinds());
  }

  /** What it finds. */
  public LinkSelection selection() {
    return selection;
  }

  /** The links of a page that is not followed further: {@code extract(page, false)}. */
  public PageLinks extract(Page page) {
    return extract(page, false);
  }

  /**
   * The links of a page, those of its HTTP headers first, then in document order. The page must be
   * plain (decoded). No input makes this throw.
   *
   * <p>The encoding is that of the byte order mark, else of the Content-Type, else of the page
   * itself; see {@link EncodingSniffer}. A page without a Content-Type is taken as HTML.
   *
   * @param isFollowed whether {@link PageLinks#followed} is wanted; else that is empty
   */
  public PageLinks extract(Page page, boolean isFollowed) {
    return switch (DocumentType.of(page.contentType())) {
      case HTML -> markup(page, isFollowed, Parser.htmlParser(), false);
      case XHTML, XML -> markup(page, isFollowed, Parser.xmlParser(), true);
      case TEXT -> text(page, isFollowed);
      case OTHER -> links(page, isFollowed, RobotsDirectives.NONE).done(true);
    };
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

  private Wanted wanted(boolean isFollowed) {
    return isFollowed ? listedOrFollowed : listed;
  }

  /**
   * A list that begins with the links of a page's headers.
   *
   * @param said what the document says for robots
   */
  private LinkList links(Page page, boolean isFollowed, RobotsDirectives said) {
    RobotsDirectives pageSays = RobotsDirectives.ofHeaders(page.robotsTags(), rules.product());
    RobotsDirectives all = said.and(pageSays);
    Set<LinkKind> followed = isFollowed ? rules.kinds() : Set.of();
    LinkList links =
        new LinkList(
            selection, new FollowList(followed, rules, all), rules.obeysNoindex() && all.noindex());
    for (Reference reference : HeaderReferences.of(page, wanted(isFollowed))) {
      boolean unused = links.add(page.url(), reference, null);
    }
    return links;
  }

  private PageLinks markup(Page page, boolean isFollowed, Parser parser, boolean isXml) {
    EncodingSniffer.Sniffed sniffed = sniff(page, isXml);
    QueryEncoding encoding = sniffed.encoding().queryEncoding();
    TagNameLimit text =
        new TagNameLimit(reader(page, sniffed), MAX_TAG_NAME, hasLongName(page, sniffed));
    Document document = parser.setTrackPosition(selection.provenance()).parseInput(text, "");
    References found = new References(MAX_REFERENCES);
    Wanted wanted = wanted(isFollowed);
    HtmlReferences html = new HtmlReferences(wanted, rules, isXml, found);
    XmlReferences xml = new XmlReferences(page.url(), wanted, found);
    Walk.through(
        document,
        element -> {
          if (isXml) {
            xml.visit(element);
          }
          return html.visit(element);
        });
    LinkList links = links(page, isFollowed, html.robots());
    CrawlUrl base = base(page.url(), html.base(), encoding);
    int index = 0;
    for (Reference reference : found.list()) {
      CrawlUrl current = index++ < html.foundBeforeBase() ? page.url() : base;
      if (!links.add(
          switch (reference.kind()) {
            // An empty action is the document's own URL, whatever its base (4.10.18.3).
            case FORM -> reference.value().isEmpty() ? page.url() : base;
            // A refresh is declared when its element is met (HTML standard, 4.2.5.3).
            case META_REFRESH -> current;
            case FEED -> reference.element() == null ? base : xml.base(reference.element());
            default -> base;
          },
          reference,
          encoding(reference, encoding))) {
        break;
      }
    }
    return links.done(!text.isCut() && found.isWhole());
  }

  private PageLinks text(Page page, boolean isFollowed) {
    LinkList links = links(page, isFollowed, RobotsDirectives.NONE);
    if (wanted(isFollowed).has(LinkKind.TEXT)) {
      for (String url : PlainTextUrls.find(sniff(page, false).decode(page.body(), page.length()))) {
        if (!links.add(page.url(), Reference.inText(url), null)) {
          break;
        }
      }
    }
    return links.done(true);
  }

  private static EncodingSniffer.Sniffed sniff(Page page, boolean isXml) {
    return isXml
        ? EncodingSniffer.sniffXml(page.body(), page.length(), page.contentType())
        : EncodingSniffer.sniff(page.body(), page.length(), page.contentType());
  }

  /** Whether a tag's name may be too long: of UTF-8 the bytes tell without being decoded. */
  private static boolean hasLongName(Page page, EncodingSniffer.Sniffed sniffed) {
    return page.length() > MAX_TAG_NAME
        && (sniffed.encoding() != WebEncoding.UTF_8
            || TagNameLimit.isNeeded(page.body(), page.length(), MAX_TAG_NAME));
  }

  private Reader reader(Page page, EncodingSniffer.Sniffed sniffed) {
    return selection.provenance()
        ? new StringReader(withNewlines(sniffed.decode(page.body(), page.length())))
        : sniffed.reader(page.body(), page.length());
  }

  /** Newlines as the HTML standard normalises them, where what was written is told. */
  private static String withNewlines(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** Sitemaps and feeds hold IRIs (RFC 3987), whose queries are UTF-8 whatever the file is in. */
  private static @Nullable QueryEncoding encoding(
      Reference reference, @Nullable QueryEncoding encoding) {
    return switch (reference.kind()) {
      case SITEMAP, FEED -> null;
      default -> encoding;
    };
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
