package dev.outlink.sitemap;

import dev.outlink.seed.SeedText;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/**
 * A sitemap or feed in XML. An entry is told by its name and depth, its location by its name as the
 * entry's child, and both have a prefix of the root's namespace: so the {@code loc} of an image is
 * none. Confined to one thread.
 */
final class SitemapXml implements SitemapForm {
  private static final String RSS_1 = "http://purl.org/rss/1.0/";

  private final XmlEvents xml;
  private final ArrayDeque<SitemapEntry> ready = new ArrayDeque<>();

  // The document: what the root element says.
  private @Nullable SitemapVocabulary vocabulary;
  private final Set<String> prefixes = new HashSet<>();
  private CrawlUrl base;

  // The entry that is open; no depth is 0.
  private int entryDepth;
  private String entryName = "";
  private CrawlUrl entryBase;
  private boolean isLocated;
  private boolean hasPermaLink;
  private SitemapLocation link = SitemapLocation.NONE;
  private SitemapLocation guid = SitemapLocation.NONE;
  private final SitemapLocation.Builder own = new SitemapLocation.Builder();

  // The child of it that is open and has a location as its text, or an empty name.
  private String field = "";
  private final SitemapLocation.Builder text = new SitemapLocation.Builder();

  /**
   * Reads nothing yet.
   *
   * @param url what relative locations are resolved against
   */
  SitemapXml(XmlEvents xml, CrawlUrl url) {
    this.xml = xml;
    this.base = url;
    this.entryBase = url;
  }

  @Override
  public @Nullable SitemapEntry next() throws IOException {
    while (ready.isEmpty()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          SitemapLocation.Builder open = openText();
          if (open != null) {
            open.append(xml.text());
          }
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> {
          SitemapLocation.Builder open = openText();
          if (open != null) {
            open.appendEntity(xml.name());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.END_DOCUMENT -> {
          return null;
        }
        default -> {}
      }
    }
    return ready.poll();
  }

  private SitemapLocation.@Nullable Builder openText() {
    if (entryDepth > 0 && xml.depth() == entryDepth) {
      return own;
    }
    return !field.isEmpty() && xml.depth() == entryDepth + 1 ? text : null;
  }

  private void start() throws BrokenSitemap {
    String qualified = xml.name();
    int colon = qualified.indexOf(':');
    String prefix = qualified.substring(0, Math.max(0, colon));
    String name = qualified.substring(colon + 1);
    if (vocabulary == null) {
      vocabulary = root(prefix, name);
    } else if (prefixes.contains(prefix)) {
      if (entryDepth == 0 && vocabulary.isEntry(name, xml.depth())) {
        startEntry(name);
      } else if (entryDepth > 0 && xml.depth() == entryDepth + 1) {
        startChild(vocabulary, name);
      }
    }
  }

  private SitemapVocabulary root(String prefix, String name) throws BrokenSitemap {
    SitemapVocabulary told = SitemapVocabulary.of(name);
    if (told == null) {
      throw new BrokenSitemap(
          name.toLowerCase(Locale.ROOT).equals("html")
              ? "an HTML page, no sitemap"
              : "no sitemap: the root of the XML is <" + SeedText.cut(name) + ">");
    }
    base = within(base);
    prefixes.add(prefix);
    String namespace = xml.attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix);
    for (int i = 0; i < xml.attributes(); i++) {
      String declaration = xml.attributeName(i);
      String declared = xml.attributeValue(i);
      if (declared.equals(namespace) || declared.equals(RSS_1)) {
        prefixes.add(declaration.equals("xmlns") ? "" : declaration.replaceFirst("xmlns:", ""));
      }
    }
    return told;
  }

  /** The base where the open element may have one of its own (XML Base, section 3). */
  private CrawlUrl within(CrawlUrl outer) {
    String reference = xml.attribute("xml:base");
    return reference != null && outer.resolve(reference) instanceof CrawlUrl url ? url : outer;
  }

  private void startEntry(String name) {
    entryDepth = xml.depth();
    entryName = name;
    entryBase = within(base);
    isLocated = false;
    hasPermaLink = false;
    link = SitemapLocation.NONE;
    guid = SitemapLocation.NONE;
  }

  private void startChild(SitemapVocabulary told, String name) {
    if (told.isLocation(name)) {
      field = name;
      hasPermaLink |= name.equals("guid") && !"false".equals(xml.attribute("isPermaLink"));
    } else if (told == SitemapVocabulary.ATOM && name.equals("link")) {
      String href = xml.attribute("href");
      String rel = xml.attribute("rel");
      if (href != null && (rel == null || rel.strip().equalsIgnoreCase("alternate"))) {
        SitemapLocation location = new SitemapLocation(href.strip(), null).at(xml.place());
        ready.add(location.page(within(entryBase)));
      }
    }
  }

  private void end() {
    if (entryDepth > 0 && xml.depth() == entryDepth && !field.isEmpty()) {
      endField(text.take().at(xml.place()));
    } else if (entryDepth > 0 && xml.depth() == entryDepth - 1) {
      endEntry(own.take().at(xml.place()));
    }
  }

  private void endField(SitemapLocation location) {
    switch (field) {
      case "link" -> link = location;
      case "guid" -> guid = location;
      default -> {
        isLocated = true;
        add(location);
      }
    }
    field = "";
  }

  private void add(SitemapLocation location) {
    boolean index = entryName.equals("sitemap");
    ready.add(index ? location.index(entryBase) : location.page(entryBase));
  }

  /** The text of an entry itself is its location where that has no element of its own. */
  private void endEntry(SitemapLocation text) {
    entryDepth = 0;
    if (vocabulary == SitemapVocabulary.SITEMAP && !isLocated) {
      add(text);
    } else if (vocabulary == SitemapVocabulary.RSS) {
      endItem();
    }
  }

  /** Where there is no link, the guid may be one, though it does not say so. */
  private void endItem() {
    boolean linked = !link.text().isEmpty();
    if (linked) {
      add(link);
    }
    if ((hasPermaLink || !linked) && guid.isHttp() && !guid.text().equals(link.text())) {
      add(guid);
    }
  }
}
