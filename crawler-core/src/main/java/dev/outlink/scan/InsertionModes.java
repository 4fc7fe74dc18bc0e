package dev.outlink.scan;

/**
 * The facts of tree construction (HTML standard, 13.2.6) that decide which start tags become
 * elements, of which kind and in what order, and how the text behind them is read: tables,
 * templates, {@code select}, SVG and MathML. Scripting is off.
 *
 * <p>What is rare and hard is not followed: then {@link #needsTree} says that a parser is to read
 * the document that builds the tree. Confined to one thread.
 */
public final class InsertionModes {

  /** What a start tag becomes. */
  public enum Element {
    HTML,
    SVG,
    MATHML,
    /** Nothing: it is a parse error, or in a template and so not part of the document (4.12.3). */
    NONE
  }

  private final byte[] text;
  private final TableParts tables = new TableParts();
  private final ForeignElements foreign;

  private boolean inSelect;
  private boolean hasHtml;
  private boolean hasBody;
  private boolean hasContent;
  private boolean hasForm;
  private TableParts.Place place = TableParts.Place.HERE;
  private boolean needsTree;

  /** Of a document of which nothing was read. */
  public InsertionModes(byte[] text) {
    this.text = text;
    this.foreign = new ForeignElements(text);
  }

  /** Whether what was read cannot be followed without a tree. */
  public boolean needsTree() {
    return needsTree || foreign.needsTree() || tables.needsTree();
  }

  /** Whether the next tag stands in SVG or MathML. */
  public boolean isForeign() {
    return foreign.isOpen();
  }

  /**
   * Called where the start tag before this gave links: what may not stand in a table is put in
   * front of it (13.2.6.1), which only a tree can do where the table has links already.
   *
   * @param before how many links were found before the tag
   * @param now how many links were found
   */
  public void found(int before, int now) {
    switch (place) {
      case BEFORE_TABLE -> needsTree |= !tables.takeOut(before, now);
      case UNKNOWN -> needsTree = true;
      case HERE -> {}
    }
  }

  /**
   * A start tag.
   *
   * @param from where its name is written
   * @param found how many links were found before it
   * @return what it becomes
   */
  public Element start(
      TagName name, int from, int to, boolean selfClosing, TagAttributes attributes, int found) {
    boolean isInTemplate = tables.isInTemplate();
    Element element = element(name, from, to, selfClosing, attributes, found);
    return isInTemplate ? Element.NONE : element;
  }

  private Element element(
      TagName name, int from, int to, boolean selfClosing, TagAttributes attributes, int found) {
    if (foreign.isOpen()) { // its first element was put in a place, as that of a select was
      if (foreign.isHtmlAllowed()) {
        needsTree = true;
        return Element.NONE;
      }
      if (!foreign.isBrokenOutOf(name, attributes)) {
        return foreign.start(name, from, to, selfClosing);
      }
      foreign.clear();
    }
    if (inSelect) {
      return inSelect(name);
    }
    place = tables.place(name, attributes);
    hasContent |= !isOfHead(name) && !tables.isInTemplate();
    Element element =
        switch (name) {
          case SVG, MATH -> foreign.start(name, from, to, selfClosing);
          case HTML, BODY -> root(name, attributes, found);
          case FORM -> form();
          case FRAME -> Element.NONE;
          case HEAD -> head(attributes);
          case CAPTION, COL, COLGROUP, TBODY, TFOOT, THEAD, TR, TD, TH ->
              tables.startPart(name, found) ? Element.HTML : Element.NONE;
          default -> Element.HTML;
        };
    switch (name) {
      case TABLE -> tables.startTable(found);
      case TEMPLATE -> tables.startTemplate();
      case SELECT -> inSelect = true;
      case FRAMESET -> needsTree |= !tables.isInTemplate();
      // It keeps formatting elements of the template, which are opened again behind it.
      case OBJECT -> needsTree |= tables.isInTemplate();
      default -> {}
    }
    return element;
  }

  private Element inSelect(TagName name) {
    boolean isAllowed =
        switch (name) {
          case OPTION, OPTGROUP, HR, SCRIPT -> true;
          default -> false;
        };
    needsTree |= !isAllowed;
    return isAllowed ? Element.HTML : Element.NONE;
  }

  /** Later tags add attributes to an element that stands before all others. */
  private Element root(TagName name, TagAttributes attributes, int found) {
    boolean isBody = name == TagName.BODY;
    boolean isLate = isBody ? hasBody || hasContent : hasHtml;
    boolean matters =
        attributes.has(AttributeName.BACKGROUND)
            || attributes.has(AttributeName.MANIFEST)
            || attributes.has(AttributeName.STYLE);
    if (!tables.isInTemplate()) {
      needsTree |= (isLate || found > 0) && matters;
      hasBody |= isBody;
      hasHtml = true;
    }
    return isLate ? Element.NONE : Element.HTML;
  }

  /** Its one attribute that matters is as rare as the tag is common. */
  private Element head(TagAttributes attributes) {
    needsTree |= attributes.has(AttributeName.STYLE);
    return Element.NONE;
  }

  /** A form within a form is none (13.2.6.4.7). */
  private Element form() {
    boolean isFirst = !hasForm;
    hasForm |= !tables.isInTemplate();
    return isFirst ? Element.HTML : Element.NONE;
  }

  private static boolean isOfHead(TagName name) {
    return switch (name) {
      case HTML, HEAD, BODY, BASE, LINK, META, NOFRAMES, NOSCRIPT, SCRIPT, STYLE, TEMPLATE, TITLE ->
          true;
      default -> false;
    };
  }

  /**
   * How the text behind a start tag is read that became an element of HTML, or is in a template.
   */
  public TextState textState(TagName name) {
    if (foreign.isOpen()) {
      return TextState.DATA;
    }
    return switch (name) {
      case TITLE, TEXTAREA -> TextState.RCDATA;
      case STYLE, XMP, IFRAME, NOEMBED, NOFRAMES -> TextState.RAWTEXT;
      case SCRIPT -> TextState.SCRIPT;
      case PLAINTEXT -> TextState.PLAINTEXT;
      default -> TextState.DATA;
    };
  }

  /** Text. */
  public void text(int from, int to) {
    if (!foreign.isOpen()) {
      tables.text(text, from, to);
    }
  }

  /** An end tag. */
  public void end(TagName name, int from, int to) {
    if (foreign.isOpen()) {
      boolean breaksOut = name == TagName.P || name == TagName.BR;
      needsTree |= breaksOut || !foreign.end(from, to);
    } else if (inSelect) {
      endInSelect(name);
    } else {
      switch (name) {
        case TABLE, CAPTION, COLGROUP, TBODY, TFOOT, THEAD, TR, TD, TH -> tables.end(name);
        case TEMPLATE -> tables.endTemplate();
        case FORM -> hasForm &= tables.isInTemplate();
        default -> {} // closes nothing that matters
      }
    }
  }

  private void endInSelect(TagName name) {
    switch (name) {
      case SELECT -> inSelect = false;
      case TABLE, CAPTION, TBODY, TFOOT, THEAD, TR, TD, TH, TEMPLATE, FORM, P, BR ->
          needsTree = true;
      default -> {} // ignored
    }
  }
}
