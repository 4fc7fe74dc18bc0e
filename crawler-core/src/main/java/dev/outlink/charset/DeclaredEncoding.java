package dev.outlink.charset;

import org.jspecify.annotations.Nullable;

/**
 * The encoding that a document declares in itself (HTML standard, 13.2.3.2).
 *
 * <p>Three steps: the standard's prescan of the first 1,024 bytes; then the head beyond them, where
 * the standard has the parser change the encoding when it comes to a meta element; then the XML
 * declaration. The second step is what Chromium does, found by experiment: tags are read as far as
 * the first one after byte 1,024 that ends the head, or comes after such a tag; text of scripts,
 * styles and titles is skipped. A meta element in a body beyond 1,024 bytes does not count.
 */
final class DeclaredEncoding {

  private static final int PRESCAN = 1024;

  private static final String XML = "<?xml";
  private static final String ENCODING = "encoding";

  private DeclaredEncoding() {}

  static @Nullable WebEncoding find(byte[] body, int length) {
    WebEncoding wide = utf16Declaration(body, length);
    if (wide != null) {
      return wide;
    }
    WebEncoding early = prescan(new TagBytes(body, Math.min(length, PRESCAN)));
    if (early != null) {
      return early;
    }
    WebEncoding late = length > PRESCAN ? HeadScan.find(body, length, PRESCAN) : null;
    return late != null ? late : xmlDeclaration(new TagBytes(body, Math.min(length, PRESCAN)));
  }

  /** Of a document of XML, where meta elements say nothing. */
  static @Nullable WebEncoding ofXml(byte[] body, int length) {
    WebEncoding wide = utf16Declaration(body, length);
    return wide != null ? wide : xmlDeclaration(new TagBytes(body, Math.min(length, PRESCAN)));
  }

  /** An XML declaration in UTF-16 has every other byte zero. */
  private static @Nullable WebEncoding utf16Declaration(byte[] body, int length) {
    if (length < 6 || body[0] + body[1] != '<' || body[2] + body[3] != '?') {
      return null;
    }
    if (body[0] == '<' && body[2] == '?' && body[4] == 'x' && body[5] == 0) {
      return WebEncoding.UTF_16LE;
    }
    boolean bigEndian = body[1] == '<' && body[3] == '?' && body[4] == 0 && body[5] == 'x';
    return bigEndian ? WebEncoding.UTF_16BE : null;
  }

  private static @Nullable WebEncoding prescan(TagBytes in) {
    for (in.moveTo(in.find('<')); !in.atEnd(); in.moveTo(in.find('<'))) {
      int second = in.peek(1);
      if (in.ahead("<!--")) {
        in.skipComment();
      } else if (isMeta(in)) {
        in.moveTo(in.at() + 5);
        WebEncoding declared = MetaElement.read(in);
        if (declared != null) {
          return declared;
        }
      } else if (TagBytes.isLetter(second) || (second == '/' && TagBytes.isLetter(in.peek(2)))) {
        in.skipName(false);
        while (in.nextAttribute()) {
          // Only to come to the end of the tag.
        }
      } else if (second == '!' || second == '/' || second == '?') {
        in.moveTo(in.find('>'));
      } else {
        in.moveTo(in.at() + 1);
      }
    }
    return null;
  }

  static boolean isMeta(TagBytes in) {
    return in.ahead("<meta") && (TagBytes.isSpace(in.peek(5)) || in.peek(5) == '/');
  }

  /** "Get an XML encoding". */
  private static @Nullable WebEncoding xmlDeclaration(TagBytes in) {
    int end = in.find('>');
    String declaration = in.text(0, end);
    int at = in.peek(end) < 0 ? -1 : declaration.indexOf(ENCODING);
    if (at < 0 || !declaration.startsWith(XML)) {
      return null;
    }
    at = skipControls(declaration, at + ENCODING.length());
    if (at == end || declaration.charAt(at) != '=') {
      return null;
    }
    at = skipControls(declaration, at + 1);
    char quote = at == end ? 0 : declaration.charAt(at);
    int close = quote == '"' || quote == '\'' ? declaration.indexOf(quote, at + 1) : -1;
    String label = close < 0 ? "" : declaration.substring(at + 1, close);
    boolean spaced = label.chars().anyMatch(c -> c <= ' ');
    WebEncoding declared = spaced ? null : WebEncoding.forLabel(label);
    return declared == null ? null : declared.isUtf16() ? WebEncoding.UTF_8 : declared;
  }

  private static int skipControls(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }
}
