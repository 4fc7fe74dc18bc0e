package dev.outlink.tree;

import dev.outlink.link.PageBound;
import java.io.Reader;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.HtmlTreeBuilder;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.jsoup.parser.XmlTreeBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The parse of one document, within bounds that are counted and so the same each time. jsoup asks
 * for the depth that is allowed each time it opens an element: so these are counted here, also the
 * formatting elements that it opens again, up to twelve for a tag. For each tag it may look through
 * all elements that are open (in XML for an end tag only, and through 256): in a document of many
 * tags that is counted too, as tags times depth. Where a bound is met the document ends. Confined
 * to one thread.
 */
final class BoundedParse {

  /** In a document of no more tags the depth does not matter: jsoup's is 512 at most. */
  static final int FEW_TAGS = 110_000;

  /**
   * Tags, each times the depth at which it stands beyond the free one: about a second, or three at
   * worst.
   */
  static final long MOST_NESTED = 56_000_000;

  /** A depth that costs little beside the rest of the work for a tag. */
  private static final int FREE_DEPTH = 16;

  /** What lies deeper is not looked through for a tag, also in XML, which may be deeper. */
  private static final int DEEPEST = 512;

  /** How far a document of many tags may go down within one read, of about 1,024 characters. */
  private static final int DOWN_AT_ONCE = 64;

  /** What an element takes that is opened again, beside its attributes. */
  private static final int ELEMENT_BYTES = 150;

  private static final int ATTRIBUTE_BYTES = 8;

  /** Elements that are not asked for: also a short document has some. */
  private static final int FREE_ELEMENTS = 2_048;

  /** Elements that are asked for at a time. */
  private static final int SOME_ELEMENTS = 512;

  private final boolean isXml;
  private final Counting parser;
  private final DocumentRoom holding;
  private final Markup markup;
  private final int attributeBytes;
  private final boolean countsNesting;

  private @Nullable BoundedText text;
  private @Nullable Document document;
  private @Nullable PageBound cut;

  /** Elements opened, and how many may be. */
  private int opened;

  private int mostOpened = FREE_ELEMENTS;

  /** Attributes and bytes that an element has which is opened again; 0 before it is asked. */
  private int mostOfFormatting;

  private int elementBytes;

  private int depth;
  private int openedBefore;
  private long nested;

  /**
   * A parse that has not begun.
   *
   * @param isXml whether it is XML; else HTML
   * @param places whether places in the document are kept
   * @param markup what was counted in it
   * @param holding where elements are asked for that it has beyond what was counted
   */
  BoundedParse(boolean isXml, boolean places, Markup markup, DocumentRoom holding) {
    this.isXml = isXml;
    this.holding = holding;
    this.markup = markup;
    this.attributeBytes = ATTRIBUTE_BYTES + (places ? Markup.ATTRIBUTE_PLACE_BYTES : 0);
    this.countsNesting = markup.tags() > FEW_TAGS;
    this.parser = new Counting(isXml);
    Parser unused = parser.setTrackPosition(places);
  }

  /** Whether the depth is to be counted, which needs {@link #inSteps}. */
  boolean countsNesting() {
    return countsNesting;
  }

  /** The bound that ended the document, or null. */
  @Nullable PageBound cut() {
    return cut;
  }

  /** Elements opened so far. */
  int opened() {
    return opened;
  }

  /**
   * The bytes that an element takes which is opened again. Which those are cannot be told from
   * outside, so all count as that.
   */
  int elementBytes() {
    if (elementBytes == 0) {
      mostOfFormatting = markup.mostOfFormatting();
      elementBytes = ELEMENT_BYTES + attributeBytes * mostOfFormatting;
    }
    return elementBytes;
  }

  /** So many bytes are there for elements. */
  void mayHold(long bytes) {
    mostOpened += (int) Math.min(bytes / elementBytes(), Integer.MAX_VALUE / 2);
  }

  /** More elements may be opened: as many others are gone. */
  void forget(int elements) {
    mostOpened += elements;
  }

  /** Parses all. */
  Document whole(Reader in) {
    BoundedText source = new BoundedText(in, isXml, null);
    text = source;
    return parser.parseInput(source, "");
  }

  /**
   * Parses all, and lets an observer look at the document now and then.
   *
   * @param step called when an element is complete, mostly; it may take out what is complete
   */
  Document inSteps(Reader in, Step step) {
    BoundedText source = new BoundedText(in, isXml, this::countNested);
    text = source;
    try (StreamParser steps = new StreamParser(parser)) {
      StreamParser unused = steps.parse(source, "");
      Document growing = steps.document();
      document = growing;
      var elements = steps.iterator();
      while (elements.hasNext()) {
        Element complete = elements.next();
        step.after(complete, growing, source.characters());
      }
      return growing;
    }
  }

  /** What is done between two steps of a parse. */
  interface Step {
    /**
     * An element is complete.
     *
     * @param growing the document so far
     * @param characters that were read of it
     */
    void after(Element complete, Document growing, long characters);
  }

  /** Ends the document, for a reason. */
  void end(PageBound reason) {
    if (cut == null) {
      cut = reason;
    }
    if (text != null) {
      text.end();
    }
  }

  private void moreElements() {
    if (holding.take((long) SOME_ELEMENTS * elementBytes())) {
      mostOpened += SOME_ELEMENTS;
    } else {
      end(PageBound.MEMORY);
    }
  }

  /**
   * Between two reads: counts the tags of what was read at the depth where it ended, and attributes
   * of elements that were opened again.
   */
  private void countNested() {
    BoundedText source = text;
    if (source == null || document == null) {
      return;
    }
    int now = Spine.depth(document, DEEPEST);
    long tags = source.takeTags();
    long elements = isXml ? 0 : opened - openedBefore;
    if (countsNesting) {
      nested += (tags + elements) * Math.max(0, Math.max(now, depth) - FREE_DEPTH);
    }
    nested += Math.max(0, elements - tags) * mostOfFormatting; // copied when it is opened again
    openedBefore = opened;
    depth = now;
    if (nested > MOST_NESTED) {
      end(PageBound.NESTING);
    }
  }

  /** Told of each element that is opened. */
  private final class Counting extends Parser {

    Counting(boolean isXml) {
      super(isXml ? new XmlTreeBuilder() : new HtmlTreeBuilder());
    }

    @Override
    public int getMaxDepth() {
      opened++;
      if (opened > mostOpened) {
        moreElements();
      }
      int most = super.getMaxDepth();
      return countsNesting && most != Integer.MAX_VALUE
          ? Math.min(most, depth + DOWN_AT_ONCE)
          : most;
    }
  }
}
