package dev.outlink.extract;

import dev.outlink.url.CrawlUrl;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * The references of XML sitemaps and of feeds (sitemaps.org protocol; RSS 0.9 to 2.0, RFC 4287),
 * which are told by their root element. Confined to one thread.
 */
final class XmlReferences {

  private static final String XML_BASE = "xml:base";

  /** How many nested bases are followed. */
  private static final int MAX_BASES = 16;

  private static final String ATOM = "http://www.w3.org/2005/Atom";

  private enum Vocabulary {
    UNKNOWN,
    SITEMAP,
    FEED,
    OTHER
  }

  private final LinkSelection selection;
  private final References found;
  private Vocabulary vocabulary = Vocabulary.UNKNOWN;

  XmlReferences(LinkSelection selection, References found) {
    this.selection = selection;
    this.found = found;
  }

  /** Reads one element; those of HTML are none of its business. */
  void visit(Element element) {
    if (element.parent() == null || element.tag().namespace().equals(Parser.NamespaceHtml)) {
      return;
    }
    String name = element.tag().localName();
    if (vocabulary == Vocabulary.UNKNOWN) {
      vocabulary = vocabulary(name);
    }
    if (vocabulary == Vocabulary.SITEMAP && name.endsWith("loc")) {
      text(element, LinkKind.SITEMAP);
    } else if (vocabulary == Vocabulary.FEED) {
      feed(element, name);
    }
  }

  private Vocabulary vocabulary(String root) {
    return switch (root) {
      case "urlset", "sitemapindex" ->
          selection.has(LinkKind.SITEMAP) ? Vocabulary.SITEMAP : Vocabulary.OTHER;
      case "rss", "feed", "RDF" ->
          selection.has(LinkKind.FEED) ? Vocabulary.FEED : Vocabulary.OTHER;
      default -> Vocabulary.OTHER;
    };
  }

  private void feed(Element element, String name) {
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
      case "enclosure", "source", "thumbnail" -> attribute(element, "url");
      case "content" -> {
        attribute(element, "url");
        attribute(element, "src");
      }
      default -> {}
    }
  }

  private void attribute(Element element, String name) {
    if (element.attributes().hasKey(name)) {
      found.add(Reference.in(element, LinkKind.FEED, name, element.attributes().get(name)));
    }
  }

  /** The base of an element of XML: its own and its ancestors' {@code xml:base} (XML Base, 3). */
  static CrawlUrl base(CrawlUrl document, Element element) {
    Deque<String> bases = new ArrayDeque<>();
    for (Element at = element; at != null && bases.size() < MAX_BASES; at = at.parentElement()) {
      if (at.attributes().hasKey(XML_BASE)) {
        bases.push(at.attributes().get(XML_BASE));
      }
    }
    CrawlUrl base = document;
    for (String reference : bases) {
      base = base.resolve(reference) instanceof CrawlUrl url ? url : base;
    }
    return base;
  }

  private void text(Element element, LinkKind kind) {
    String text = element.wholeOwnText().strip();
    if (!text.isEmpty()) {
      found.add(Reference.in(element, kind, "", text));
    }
  }
}
