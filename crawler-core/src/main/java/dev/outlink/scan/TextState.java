package dev.outlink.scan;

/** How the text behind a start tag is read (HTML standard, 13.2.5.1 to 5). */
public enum TextState {
  /** With tags, comments and character references. */
  DATA,
  /** Up to the end tag, with character references. */
  RCDATA,
  /** Up to the end tag. */
  RAWTEXT,
  /** As {@link #RAWTEXT}, where a comment may hide the end tag of an inner script. */
  SCRIPT,
  /** Up to the end of the document. */
  PLAINTEXT
}
