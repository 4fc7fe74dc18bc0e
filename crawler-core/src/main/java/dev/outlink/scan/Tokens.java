package dev.outlink.scan;

import org.jspecify.annotations.Nullable;

/**
 * Receives the tokens of a document in its order. Places are those of bytes: from the first one to
 * the one behind the last.
 */
public interface Tokens {

  /**
   * A tag begins. Its {@link #startTag} or {@link #endTag} follows, unless the document ends within
   * it.
   *
   * @param name which one it is, in any case of letters
   * @param from where its name is written
   * @return whether its attributes are wanted
   */
  boolean opensTag(TagName name, boolean isEnd, int from, int to);

  /** An attribute of the tag that began; of several with one name the first one counts. */
  void attribute(int nameFrom, int nameTo, int valueFrom, int valueTo);

  /**
   * A start tag is complete.
   *
   * @param selfClosing whether it ends with {@code />}
   * @return how the text behind it is read; null where the rest is not wanted
   */
  @Nullable TextState startTag(boolean selfClosing);

  /**
   * An end tag is complete.
   *
   * @return whether the rest is wanted
   */
  boolean endTag();

  /** Whether {@code <![CDATA[} begins text, as it does in SVG and MathML. */
  boolean isForeign();

  /** Characters in a state of text. */
  default void text(TextState state, int from, int to) {}

  /** A comment, a bogus one too. */
  default void comment(int from, int to) {}

  /** A document type; its places are those behind {@code <!DOCTYPE} and of its end. */
  default void doctype(int from, int to) {}
}
