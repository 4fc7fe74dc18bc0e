package dev.outlink.charset;

import org.jspecify.annotations.Nullable;

/** The encoding that a meta element declares (HTML standard, 13.2.3.2 and 2.6.5). */
final class MetaElement {

  private MetaElement() {}

  /** Reads the attributes of a meta tag; null where they declare nothing, or the bytes end. */
  static @Nullable WebEncoding read(TagBytes tag) {
    boolean pragma = false;
    boolean needsPragma = false;
    boolean hasHttpEquiv = false;
    boolean hasContent = false;
    boolean hasCharset = false;
    WebEncoding encoding = null;
    while (tag.nextAttribute()) {
      if (!hasHttpEquiv && tag.isName("http-equiv")) {
        hasHttpEquiv = true;
        pragma = tag.isValue("content-type");
      } else if (!hasContent && tag.isName("content")) {
        hasContent = true;
        WebEncoding found = hasCharset ? null : inContent(tag.value());
        needsPragma |= found != null;
        encoding = found == null ? encoding : found;
      } else if (!hasCharset && tag.isName("charset")) {
        hasCharset = true;
        needsPragma = false;
        encoding = WebEncoding.forLabel(tag.value());
      }
    }
    return tag.atEnd() || encoding == null || (needsPragma && !pragma) ? null : inHtml(encoding);
  }

  /** What bytes that could be read as ASCII can be in, whatever they say. */
  static WebEncoding inHtml(WebEncoding declared) {
    if (declared.isUtf16()) {
      return WebEncoding.UTF_8;
    }
    return declared == WebEncoding.X_USER_DEFINED ? WebEncoding.WINDOWS_1252 : declared;
  }

  private static @Nullable WebEncoding inContent(String content) {
    int at = indexOfCharset(content, 0);
    while (at >= 0) {
      int i = skipSpaces(content, at + "charset".length());
      if (i < content.length() && content.charAt(i) == '=') {
        String label = label(content, skipSpaces(content, i + 1));
        return label == null ? null : WebEncoding.forLabel(label);
      }
      at = indexOfCharset(content, i);
    }
    return null;
  }

  private static int indexOfCharset(String content, int from) {
    for (int i = from; i <= content.length() - 7; i++) {
      if (content.regionMatches(true, i, "charset", 0, 7)) {
        return i;
      }
    }
    return -1;
  }

  private static int skipSpaces(String content, int from) {
    int i = from;
    while (i < content.length() && TagBytes.isSpace(content.charAt(i))) {
      i++;
    }
    return i;
  }

  private static @Nullable String label(String content, int from) {
    if (from == content.length()) {
      return null;
    }
    char quote = content.charAt(from);
    if (quote == '"' || quote == '\'') {
      int end = content.indexOf(quote, from + 1);
      return end < 0 ? null : content.substring(from + 1, end);
    }
    int to = from;
    while (to < content.length()
        && content.charAt(to) != ';'
        && !TagBytes.isSpace(content.charAt(to))) {
      to++;
    }
    return content.substring(from, to);
  }
}
