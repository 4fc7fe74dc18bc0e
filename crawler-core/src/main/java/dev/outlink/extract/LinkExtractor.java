package dev.outlink.extract;

import dev.outlink.charset.EncodingSniffer;
import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.Room;
import dev.outlink.link.Extractor;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.Outlink;
import dev.outlink.link.PageBound;
import dev.outlink.link.PageLinks;
import dev.outlink.microsyntax.PlainTextUrls;
import dev.outlink.tree.DocumentRoom;
import dev.outlink.tree.DocumentText;
import dev.outlink.tree.DocumentTree;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.QueryEncoding;
import java.util.Objects;
import java.util.Set;
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

  /** What a plain text and the URLs in it take, a byte of it. */
  private static final long TEXT_FACTOR = 12;

  // Immutable.
  private final LinkSelection selection;
  private final FollowRules rules;
  private final DocumentTree.Parts parts;
  private final boolean scans;
  private final WantedLinks listed;
  private final WantedLinks listedOrFollowed;

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
    this(selection, follow, Extractor.SCAN);
  }

  /** As the others, with the given way to read HTML. */
  public LinkExtractor(LinkSelection selection, FollowRules follow, Extractor extractor) {
    this(selection, follow, extractor, DocumentTree.Parts.USUAL);
  }

  /** As the others, with another size of the parts that large documents are read in. */
  LinkExtractor(
      LinkSelection selection, FollowRules follow, Extractor extractor, DocumentTree.Parts parts) {
    this.parts = parts;
    this.scans = extractor == Extractor.SCAN && selection.distinct() && !selection.provenance();
    this.selection = selection;
    this.rules = follow;
    this.listed = WantedLinks.of(selection.kinds(), Set.of());
    this.listedOrFollowed = WantedLinks.of(selection.kinds(), follow.kinds());
  }

  /** What it finds. */
  public LinkSelection selection() {
    return selection;
  }

  /** The links of a page that is not followed further, in as much memory as it takes. */
  public PageLinks extract(Page page) {
    return extract(page, false);
  }

  /**
   * The links of a page, in as much memory as it takes: a page may take a hundred times its size.
   */
  public PageLinks extract(Page page, boolean isFollowed) {
    return Objects.requireNonNull(extract(page, isFollowed, Room.ENDLESS));
  }

  /**
   * The links of a page, those of its HTTP headers first, then in document order. The page must be
   * plain (decoded). No input makes this throw.
   *
   * <p>Work and memory are bounded by what is counted in the page, never by time: the same page is
   * cut at the same place each time, given the same {@link Room#most()}. {@link PageBound} lists
   * the bounds.
   *
   * <p>The encoding is that of the byte order mark, else of the Content-Type, else of the page
   * itself; see {@link EncodingSniffer}. A page without a Content-Type is taken as HTML.
   *
   * @param isFollowed whether {@link PageLinks#followed} is wanted; else that is empty
   * @param room for the tree and the links
   * @return null where the room was refused, and nothing came of it
   */
  public @Nullable PageLinks extract(Page page, boolean isFollowed, Room room) {
    DocumentRoom holding = new DocumentRoom(room);
    PageLinks found =
        switch (DocumentType.of(page.contentType())) {
          case HTML -> markup(page, isFollowed, false, holding);
          case XHTML, XML -> markup(page, isFollowed, true, holding);
          case TEXT -> text(page, isFollowed, holding);
          case OTHER -> links(page, isFollowed, RobotsDirectives.NONE, holding).done(null);
        };
    return holding.isRefused() ? null : found;
  }

  /** The row of a redirect, or null where it is not selected. */
  public @Nullable Outlink redirect(CrawlUrl from, String location) {
    if (!selection.has(LinkKind.LOCATION)) {
      return null;
    }
    LinkList links = new LinkList(selection, new DocumentRoom(Room.ENDLESS));
    Reference target = Reference.ofHeader(LinkKind.LOCATION, "Location", location, "");
    return links.add(from, target, null) ? links.first() : null;
  }

  private WantedLinks wanted(boolean isFollowed) {
    return isFollowed ? listedOrFollowed : listed;
  }

  /**
   * A list that begins with the links of a page's headers.
   *
   * @param said what the document says for robots
   */
  private LinkList links(
      Page page, boolean isFollowed, RobotsDirectives said, DocumentRoom holding) {
    RobotsDirectives pageSays = RobotsDirectives.ofHeaders(page.robotsTags(), rules.product());
    RobotsDirectives all = said.and(pageSays);
    Set<LinkKind> followed = isFollowed ? rules.kinds() : Set.of();
    LinkList links =
        new LinkList(
            selection,
            new FollowList(followed, rules, all, holding),
            rules.obeysNoindex() && all.noindex(),
            holding);
    for (Reference reference : HeaderReferences.of(page, wanted(isFollowed))) {
      boolean unused = links.add(page.url(), reference, null);
    }
    return links;
  }

  private PageLinks markup(Page page, boolean isFollowed, boolean isXml, DocumentRoom holding) {
    PageLinks scanned = scans && !isXml ? scanned(page, isFollowed, holding) : null;
    return scanned == null ? parsed(page, isFollowed, isXml, holding) : scanned;
  }

  /** Without a tree; null where there has to be one. */
  private @Nullable PageLinks scanned(Page page, boolean isFollowed, DocumentRoom holding) {
    ScannedText text = ScannedText.of(page, holding);
    if (text == null) {
      return null;
    }
    References found = new References(MAX_REFERENCES, true, holding);
    ElementReferences elements = new ElementReferences(wanted(isFollowed), rules, found);
    if (!LinkScan.read(text.bytes(), text.from(), text.to(), text.encoding(), elements, found)) {
      found.discard();
      return null;
    }
    return resolved(page, isFollowed, elements, found, text.queries(), null, found.cut(), holding);
  }

  private PageLinks parsed(Page page, boolean isFollowed, boolean isXml, DocumentRoom holding) {
    DocumentText text = DocumentText.of(page, isXml, selection.provenance(), holding);
    QueryEncoding encoding = text.encoding();
    boolean inParts =
        !isXml
            && !selection.provenance()
            && text.bytes() > Math.min(parts.above(), holding.most() / 2);
    References found = new References(MAX_REFERENCES, inParts, holding);
    WantedLinks wanted = wanted(isFollowed);
    ElementReferences elements = new ElementReferences(wanted, rules, found);
    TreeReferences html = new TreeReferences(isXml, elements);
    XmlReferences xml = new XmlReferences(page.url(), wanted, found);
    DocumentTree tree = new DocumentTree(text, parts, isXml, selection.provenance(), holding);
    PageBound cut =
        tree.visit(
            inParts,
            element -> {
              if (isXml) {
                xml.visit(element);
              }
              return html.visit(element);
            });
    return resolved(
        page, isFollowed, elements, found, encoding, xml, cut == null ? found.cut() : cut, holding);
  }

  private PageLinks resolved(
      Page page,
      boolean isFollowed,
      ElementReferences elements,
      References found,
      @Nullable QueryEncoding encoding,
      @Nullable XmlReferences xml,
      @Nullable PageBound cut,
      DocumentRoom holding) {
    LinkList links = links(page, isFollowed, elements.robots(), holding);
    CrawlUrl base = base(page.url(), elements.base(), encoding);
    for (int index = 0; index < found.size() && !holding.isRefused(); index++) {
      Reference reference = found.take(index);
      CrawlUrl current = index < elements.foundBeforeBase() ? page.url() : base;
      if (!links.add(
          switch (reference.kind()) {
            // An empty action is the document's own URL, whatever its base (4.10.18.3).
            case FORM -> reference.value().isEmpty() ? page.url() : base;
            // A refresh is declared when its element is met (HTML standard, 4.2.5.3).
            case META_REFRESH -> current;
            case FEED ->
                xml == null || reference.element() == null ? base : xml.base(reference.element());
            default -> base;
          },
          reference,
          encoding(reference, encoding))) {
        break;
      }
    }
    return links.done(cut);
  }

  private PageLinks text(Page page, boolean isFollowed, DocumentRoom holding) {
    LinkList links = links(page, isFollowed, RobotsDirectives.NONE, holding);
    if (!wanted(isFollowed).has(LinkKind.TEXT)) {
      return links.done(null);
    }
    // The text, and of each URL in it the text and a place in a list.
    if (!holding.take(TEXT_FACTOR * page.length())) {
      return links.done(PageBound.MEMORY);
    }
    String text = sniff(page).decode(page.body(), page.length());
    for (String url : PlainTextUrls.find(text)) {
      if (!links.add(page.url(), Reference.inText(url), null)) {
        break;
      }
    }
    return links.done(null);
  }

  private static EncodingSniffer.Sniffed sniff(Page page) {
    return EncodingSniffer.sniff(page.body(), page.length(), page.contentType());
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
