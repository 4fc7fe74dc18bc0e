package dev.outlink.scan;

import com.google.common.base.Ascii;

/** The names of tags that mean something to a parser or to links. */
public enum TagName {
  A,
  AREA,
  ANNOTATION_XML("annotation-xml"),
  AUDIO,
  B,
  BASE,
  BIG,
  BLOCKQUOTE,
  BODY,
  BR,
  BUTTON,
  CAPTION,
  CENTER,
  CODE,
  COL,
  COLGROUP,
  DD,
  DEL,
  DESC,
  DIV,
  DL,
  DT,
  EM,
  EMBED,
  FONT,
  FOREIGNOBJECT,
  FORM,
  FRAME,
  FRAMESET,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  HEAD,
  HR,
  HTML,
  I,
  IFRAME,
  IMAGE,
  IMG,
  INPUT,
  INS,
  KEYGEN,
  LI,
  LINK,
  LISTING,
  MATH,
  MENU,
  META,
  MI,
  MN,
  MO,
  MS,
  MTEXT,
  NOBR,
  NOEMBED,
  NOFRAMES,
  NOSCRIPT,
  OBJECT,
  OL,
  OPTGROUP,
  OPTION,
  P,
  PARAM,
  PLAINTEXT,
  PRE,
  Q,
  RUBY,
  S,
  SCRIPT,
  SELECT,
  SMALL,
  SOURCE,
  SPAN,
  STRIKE,
  STRONG,
  STYLE,
  SUB,
  SUP,
  SVG,
  TABLE,
  TBODY,
  TD,
  TEMPLATE,
  TEXTAREA,
  TFOOT,
  TH,
  THEAD,
  TITLE,
  TR,
  TRACK,
  TT,
  U,
  UL,
  VAR,
  VIDEO,
  WBR,
  XMP,
  /** Any other one. */
  OTHER("");

  private static final NameTable<TagName> TABLE_OF_ALL =
      new NameTable<>(values(), OTHER, TagName::text);

  private final String text;

  TagName() {
    this.text = Ascii.toLowerCase(name());
  }

  TagName(String text) {
    this.text = text;
  }

  /** The name in lower case; empty for {@link #OTHER}. */
  public String text() {
    return text;
  }

  /** The tag with a name, in any case of letters. */
  static TagName of(byte[] text, int from, int to) {
    return TABLE_OF_ALL.find(text, from, to);
  }
}
