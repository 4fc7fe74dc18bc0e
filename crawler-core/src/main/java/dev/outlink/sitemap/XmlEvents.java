package dev.outlink.sitemap;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The elements and texts of a hostile XML document, in order. Bounded by the length of a token, the
 * depth, and the number of different names; nothing else is kept. A DTD is skipped, an entity but
 * XML's own five is never expanded, and nothing is fetched. Confined to one thread.
 *
 * <p>Names are taken as they stand, with their prefix: documents that do not declare a prefix are
 * common, and are not well-formed to a parser that knows namespaces.
 */
final class XmlEvents {
  private static final int MAX_TOKEN = 1 << 20;
  private static final int MAX_DEPTH = 512;
  private static final int MAX_NAMES = 10_000;
  private static final int MAX_MESSAGE = 200;

  // Immutable.
  private final SitemapBytes bytes;
  private final XMLStreamReader xml;
  private final int linesBefore;

  // Confined to the reading thread.
  private final Set<String> names = new HashSet<>();
  private int depth;

  /**
   * Begins to parse.
   *
   * @param text the document from its first {@code <} on
   * @param bytes where the text comes from
   * @param linesBefore what counts as lines and is not in the text
   * @throws BrokenSitemap if it is no XML from the start
   */
  XmlEvents(Reader text, SitemapBytes bytes, int linesBefore) throws IOException {
    this.bytes = bytes;
    this.linesBefore = linesBefore;
    bytes.allow(MAX_TOKEN);
    try {
      this.xml = factory().createXMLStreamReader(text);
    } catch (XMLStreamException e) {
      throw failure(e);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  private static XMLInputFactory factory() {
    // The JDK's own, whatever else an application has on its class path: its bounds are known.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("an external entity");
        });
    factory.setProperty("jdk.xml.cdataChunkSize", 8_192);
    // Newer JDKs bound the depth below what feeds have. They also count each character reference,
    // and &amp; too, as an expansion, of which a sitemap may have any number.
    factory.setProperty("jdk.xml.maxElementDepth", 0);
    factory.setProperty("jdk.xml.elementAttributeLimit", 1_000);
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
    factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
    factory.setProperty("jdk.xml.entityExpansionLimit", 0);
    return factory;
  }

  /**
   * Goes on to the next event, a constant of {@link XMLStreamConstants}.
   *
   * @throws BrokenSitemap if it is not well-formed, or over a bound
   */
  int next() throws IOException {
    bytes.allow(MAX_TOKEN);
    int event;
    try {
      event = xml.next();
    } catch (XMLStreamException e) {
      throw failure(e);
    } catch (RuntimeException e) {
      throw failure(e);
    }
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> start();
      case XMLStreamConstants.END_ELEMENT -> depth--;
      case XMLStreamConstants.ENTITY_REFERENCE -> note(xml.getLocalName());
      case XMLStreamConstants.PROCESSING_INSTRUCTION -> note(xml.getPITarget());
      default -> {}
    }
    return event;
  }

  private void start() throws BrokenSitemap {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new BrokenSitemap("elements nested deeper than " + MAX_DEPTH);
    }
    note(xml.getLocalName());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      note(xml.getAttributeLocalName(i));
    }
  }

  /** The parser keeps every name that it has seen. */
  private void note(String name) throws BrokenSitemap {
    if (names.add(name) && names.size() > MAX_NAMES) {
      throw new BrokenSitemap("more than 10,000 different names of elements and attributes");
    }
  }

  /** How many elements are open: 1 in the root. At the end of an element, without that one. */
  int depth() {
    return depth;
  }

  /** The name of an element or entity, with its prefix. */
  String name() {
    return xml.getLocalName();
  }

  /** The text, of which there may be more in the next event. */
  String text() {
    return xml.getText();
  }

  int attributes() {
    return xml.getAttributeCount();
  }

  /** An attribute's name, with its prefix. */
  String attributeName(int index) {
    String prefix = xml.getAttributePrefix(index);
    String name = xml.getAttributeLocalName(index);
    return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
  }

  String attributeValue(int index) {
    return xml.getAttributeValue(index);
  }

  /** The value of the attribute of this name, with its prefix, or null. */
  @Nullable String attribute(String name) {
    for (int i = 0; i < attributes(); i++) {
      if (attributeName(i).equals(name)) {
        return attributeValue(i);
      }
    }
    return null;
  }

  /** Where the event ends, for messages: {@code at line 3, column 7} with a space before it. */
  String place() {
    return place(xml.getLocation());
  }

  private String place(javax.xml.stream.@Nullable Location at) {
    return at == null || at.getLineNumber() <= 0
        ? ""
        : " at line " + (at.getLineNumber() + linesBefore) + ", column " + at.getColumnNumber();
  }

  private IOException failure(XMLStreamException e) {
    IOException ofBytes = bytes.failure();
    if (ofBytes != null) {
      return ofBytes;
    }
    return new BrokenSitemap("broken XML" + place(e.getLocation()) + reason(e.getMessage()));
  }

  /** The parser has bugs of its own, which a document must not turn into ours. */
  private IOException failure(RuntimeException e) {
    IOException ofBytes = bytes.failure();
    return ofBytes != null ? ofBytes : new BrokenSitemap("XML that cannot be parsed: " + e);
  }

  private static String reason(@Nullable String message) {
    if (message == null) {
      return "";
    }
    int at = message.indexOf("Message: ");
    String text = at < 0 ? message : message.substring(at + "Message: ".length());
    StringBuilder plain = new StringBuilder(": ");
    for (int i = 0; i < text.length() && plain.length() < MAX_MESSAGE; i++) {
      char c = text.charAt(i);
      plain.append(Character.isISOControl(c) ? ' ' : c);
    }
    return plain.toString();
  }
}
