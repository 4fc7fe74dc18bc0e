package dev.outlink.link;

/**
 * Where on its page a link stands, and what stands there. What a page wrote is as it was written,
 * with its control characters; formats escape it.
 *
 * @param text what a reader of the page sees: the text of an {@code a}, the {@code alt} of an image
 *     or {@code area}, the title of a feed's entry; white space folded, at most {@link #MAX_TEXT}
 *     characters; may be empty
 * @param rel the {@code rel} attribute or parameter, white space folded and bounded likewise; may
 *     be empty
 * @param raw the reference as the attribute, header or text has it, at most {@link #MAX_RAW}
 *     characters of it
 * @param line line of the element's start tag, from 1; 0 where there is none, as in a header
 * @param column column of the start tag in characters (UTF-16 code units), from 1, or 0
 * @param occurrence 1 for the page's first link to this URL, 2 for its second
 */
public record Provenance(
    String text, String rel, String raw, int line, int column, int occurrence) {

  /** The longest text. */
  public static final int MAX_TEXT = 256;

  /** The longest reference. */
  public static final int MAX_RAW = 4_096;
}
