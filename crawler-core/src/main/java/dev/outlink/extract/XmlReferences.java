package dev.outlink.extract;

import dev.outlink.link.LinkKind;
import dev.outlink.url.CrawlUrl;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * The references of XML sitemaps and of feeds (sitemaps.org protocol; RSS 0.9 to 2.0, RFC 4287),
 * which are told by their root element. Confined to one thread.
 */
final class XmlReferences {

  private static final String XML_BASE = "xml:base";

  private static final String ATOM = "http://www.w3.org/2005/Atom";

  /** How far up a base is looked for, and how many there may be. */
  private static final int MAX_DEPTH = 512;

  private static final int MAX_BASES = 1_000;

  private static final String RSS_1 = "http://purl.org/rss/1.0/";

  /** Of sitemaps, and of their images and videos. */
  private static final Set<String> LOCATIONS =
      Set.of("loc", "content_loc", "player_loc", "thumbnail_loc");

  private enum Vocabulary {
    UNKNOWN,
    SITEMAP,
    FEED,
    OTHER
  }

  private final CrawlUrl document;
  private final WantedLinks wanted;
  private final References found;
  private final IdentityHashMap<Element, CrawlUrl> bases = new IdentityHashMap<>();
  private Vocabulary vocabulary = Vocabulary.UNKNOWN;

  /**
   * Finds the references of one document.
   *
   * @param document its URL
   * @param found where they go
   */
  XmlReferences(CrawlUrl document, WantedLinks wanted, References found) {
    this.document = document;
    this.wanted = wanted;
    this.found = found;
  }

  /** Reads one element; those of HTML are none of its business. */
  void visit(Element element) {
    if (element.attributes().hasKey(XML_BASE) && bases.size() < MAX_BASES) {
      keepBase(element);
    }
    if (element.parent() == null || element.tag().namespace().equals(Parser.NamespaceHtml)) {
      return;
    }
    String name = element.tag().localName();
    if (vocabulary == Vocabulary.UNKNOWN) {
      vocabulary = vocabulary(name);
    }
    if (vocabulary == Vocabulary.SITEMAP && LOCATIONS.contains(name)) {
      text(element, LinkKind.SITEMAP);
    } else if (vocabulary == Vocabulary.FEED) {
      feed(element, name);
    }
  }

  private Vocabulary vocabulary(String root) {
    return switch (root) {
      case "urlset", "sitemapindex" ->
          wanted.has(LinkKind.SITEMAP) ? Vocabulary.SITEMAP : Vocabulary.OTHER;
      case "rss", "feed", "RDF" -> wanted.has(LinkKind.FEED) ? Vocabulary.FEED : Vocabulary.OTHER;
      default -> Vocabulary.OTHER;
    };
  }

  private void feed(Element element, String name) {
    String namespace = element.tag().namespace();
    boolean own =
        element.tag().prefix().isEmpty() || namespace.equals(ATOM) || namespace.equals(RSS_1);
    if (own) {
      entry(element, name);
    } else if (name.equals("content") || name.equals("thumbnail")) {
      attribute(element, "url"); // of Media RSS
    }
  }

  private void entry(Element element, String name) {
    switch (name) {
      case "link" -> {
        if (element.attributes().hasKey("href")) {
          attribute(element, "href");
        } else if (!element.tag().namespace().equals(ATOM)) {
          text(element, LinkKind.FEED);
        }
      }
      case "guid" -> {
        if (!element.attributes().get("isPermaLink").equals("false")) {
          text(element, LinkKind.FEED);
        }
      }
      case "comments", "docs", "url", "icon", "logo", "uri" -> text(element, LinkKind.FEED);
      case "enclosure", "source" -> attribute(element, "url");
      case "content" -> attribute(element, "src");
      default -> {}
    }
  }

  private void attribute(Element element, String name) {
    if (element.attributes().hasKey(name)) {
      found.add(reference(element, LinkKind.FEED, name, element.attributes().get(name)));
    }
  }

  /**
   * The base of an element of XML: its own or its nearest ancestor's {@code xml:base}, which is
   * relative to the next one's (XML Base, section 3).
   */
  CrawlUrl base(Element element) {
    Element at = bases.isEmpty() ? null : element;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
      CrawlUrl base = bases.get(at);
      if (base != null) {
        return base;
      }
      at = at.parentElement();
    }
    return document;
  }

  private void keepBase(Element element) {
    Element parent = element.parentElement();
    String reference = element.attributes().get(XML_BASE);
    CrawlUrl outer = parent == null ? document : base(parent);
    bases.put(element, outer.resolve(reference) instanceof CrawlUrl url ? url : outer);
  }

  private void text(Element element, LinkKind kind) {
    String text = element.wholeOwnText().strip();
    if (!text.isEmpty()) {
      found.add(reference(element, kind, "", text));
    }
  }

  private static Reference reference(
      Element element, LinkKind kind, String attribute, String text) {
    return Reference.in(element, kind, attribute, text, text);
  }
}
