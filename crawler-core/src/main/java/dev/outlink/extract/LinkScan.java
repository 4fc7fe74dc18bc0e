package dev.outlink.extract;

import dev.outlink.charset.WebEncoding;
import dev.outlink.link.LinkKind;
import dev.outlink.scan.AttributeName;
import dev.outlink.scan.HtmlScanner;
import dev.outlink.scan.InsertionModes;
import dev.outlink.scan.TagAttributes;
import dev.outlink.scan.TagName;
import dev.outlink.scan.TextState;
import dev.outlink.scan.Tokens;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the elements of HTML and SVG as the tags of a document come by, and reads them, without a
 * tree. Confined to one thread.
 */
final class LinkScan implements Tokens, LinkElement {

  /** A longer style sheet is left to the tree, whose memory is counted. */
  private static final int LONGEST_SHEET = 1 << 18;

  private final byte[] text;
  private final WebEncoding encoding;
  private final ElementReferences references;
  private final References found;
  private final InsertionModes modes;
  private final TagAttributes attributes;

  /** Tags whose attributes are of interest. */
  private final Set<TagName> wanted = EnumSet.noneOf(TagName.class);

  private TagName tag = TagName.OTHER;
  private boolean isEnd;
  private int nameFrom;
  private int nameTo;
  private boolean isStyleSheet;
  private boolean needsTree;

  private LinkScan(
      byte[] text, WebEncoding encoding, ElementReferences references, References found) {
    this.text = text;
    this.encoding = encoding;
    this.references = references;
    this.found = found;
    this.modes = new InsertionModes(text);
    this.attributes = new TagAttributes(text, encoding);
    for (TagName each : TagName.values()) {
      boolean isRead = references.readsStyles() || references.reads(name(each));
      if (isRead || each == TagName.INPUT || (each == TagName.SVG && references.readsGraphics())) {
        wanted.add(each);
      }
    }
  }

  /**
   * Reads a document.
   *
   * @param encoding the document's, which has ASCII as it is
   * @param found where references go
   * @return false where it is not known what the document's elements are: a tree is to be built
   */
  static boolean read(
      byte[] text,
      int from,
      int to,
      WebEncoding encoding,
      ElementReferences references,
      References found) {
    LinkScan scan = new LinkScan(text, encoding, references, found);
    HtmlScanner.scan(text, from, to, scan);
    return !scan.needsTree();
  }

  /** The name of the element that a tag makes (HTML standard, 13.2.6.4.7, of {@code image}). */
  private static String name(TagName tag) {
    return tag == TagName.IMAGE ? TagName.IMG.text() : tag.text();
  }

  @Override
  public boolean opensTag(TagName name, boolean end, int from, int to) {
    tag = name;
    isEnd = end;
    nameFrom = from;
    nameTo = to;
    attributes.clear();
    if (isEnd) {
      return false;
    }
    return modes.isForeign()
        ? references.readsGraphics() || wanted.contains(name) || name == TagName.FONT
        : wanted.contains(name);
  }

  @Override
  public void attribute(int from, int to, int valueFrom, int valueTo) {
    attributes.add(from, to, valueFrom, valueTo);
  }

  @Override
  public @Nullable TextState startTag(boolean selfClosing) {
    int before = found.size();
    boolean hadBase = references.base() != null;
    InsertionModes.Element element =
        modes.start(tag, nameFrom, nameTo, selfClosing, attributes, before);
    switch (element) {
      case HTML -> html();
      case SVG -> graphics();
      default -> isStyleSheet = false;
    }
    if (found.size() > before || (!hadBase && references.base() != null)) {
      modes.found(before, found.size());
    }
    return needsTree() ? null : modes.textState(tag);
  }

  private boolean needsTree() {
    return needsTree || modes.needsTree();
  }

  private void html() {
    if (wanted.contains(tag)) {
      references.html(name(tag), this);
      if (references.readsStyles()) {
        references.style(this);
      }
    }
    isStyleSheet = tag == TagName.STYLE && references.readsStyles();
  }

  private void graphics() {
    if (references.readsGraphics()) {
      references.graphics(this);
      if (references.readsStyles()) {
        references.style(this);
        needsTree |= tag == TagName.STYLE; // its text may be in parts
      }
    }
  }

  @Override
  public boolean endTag() {
    modes.end(tag, nameFrom, nameTo);
    return !needsTree();
  }

  @Override
  public boolean isForeign() {
    return modes.isForeign();
  }

  @Override
  public void text(TextState state, int from, int to) {
    if (state == TextState.DATA) {
      modes.text(from, to);
    } else if (isStyleSheet && state == TextState.RAWTEXT) {
      if (to - from > LONGEST_SHEET) {
        needsTree = true;
        return;
      }
      String sheet = encoding.decode(text, from, to - from).replace('\0', '\uFFFD');
      attributes.clear();
      references.styleSheet(this, sheet);
    }
  }

  @Override
  public boolean has(String attribute) {
    return attributes.has(AttributeName.of(attribute));
  }

  @Override
  public String get(String attribute) {
    return attributes.value(AttributeName.of(attribute));
  }

  @Override
  public Reference reference(LinkKind kind, String attribute, String raw, String value) {
    return Reference.in(
        elementName(), kind, attribute, raw, value, attributes.value(AttributeName.REL));
  }

  private String elementName() {
    return modes.isForeign() || tag == TagName.OTHER
        ? encoding.decode(text, nameFrom, nameTo - nameFrom)
        : name(tag);
  }
}
