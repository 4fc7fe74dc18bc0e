package dev.outlink.scan;

import com.google.common.base.Ascii;

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

  /** The attribute with a name, in any case of letters. */
  static AttributeName of(byte[] text, int from, int to) {
    return ALL.find(text, from, to);
  }
}
