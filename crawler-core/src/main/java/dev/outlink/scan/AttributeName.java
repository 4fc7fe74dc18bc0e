package dev.outlink.scan;

import com.google.common.base.Ascii;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Map;

/** The names of attributes that mean something to links. */
public enum AttributeName {
  ACTION,
  ALT,
  BACKGROUND,
  CITE,
  COLOR,
  CONTENT,
  DATA,
  ENCODING,
  FACE,
  FORMACTION,
  HREF,
  HTTP_EQUIV("http-equiv"),
  IMAGESRCSET,
  LONGDESC,
  MANIFEST,
  NAME,
  PING,
  POSTER,
  REL,
  SIZE,
  SRC,
  SRCSET,
  STYLE,
  TITLE,
  TYPE,
  XLINK_HREF("xlink:href"),
  /** Any other one. */
  OTHER("");

  private static final NameTable<AttributeName> ALL =
      new NameTable<>(values(), OTHER, AttributeName::text);

  private static final Map<String, AttributeName> BY_TEXT =
      Maps.uniqueIndex(List.of(values()), AttributeName::text);

  private final String text;

  AttributeName() {
    this.text = Ascii.toLowerCase(name());
  }

  AttributeName(String text) {
    this.text = text;
  }

  /** The name in lower case; empty for {@link #OTHER}. */
  public String text() {
    return text;
  }

  /**
   * The attribute with a name.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static AttributeName of(String text) {
    AttributeName name = BY_TEXT.get(text);
    if (name == null) {
      throw new IllegalArgumentException("not an attribute that is read: " + text);
    }
    return name;
  }

  /** The attribute with a name, in any case of letters. */
  static AttributeName of(byte[] text, int from, int to) {
    return ALL.find(text, from, to);
  }
}
