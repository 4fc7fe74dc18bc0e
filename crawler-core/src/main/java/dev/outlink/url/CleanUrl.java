package dev.outlink.url;

import org.jspecify.annotations.Nullable;

/**
 * The short way for what nearly all links look like: http(s) URLs that are serialised already, and
 * relative references that only need to be appended to a part of their base. It answers null
 * wherever a rule of the URL standard would change, move or refuse a character; then {@link
 * UrlParser} decides.
 */
final class CleanUrl {

  private CleanUrl() {}

  /** The URL where the text is a clean absolute http(s) URL, else null. */
  static @Nullable CrawlUrl parse(String s) {
    if (!s.startsWith("http")) {
      return null;
    }
    int schemeEnd = s.length() > 4 && s.charAt(4) == 's' ? 5 : 4;
    if (!s.startsWith("://", schemeEnd)) {
      return null;
    }
    return afterScheme(null, s, schemeEnd, schemeEnd + 3);
  }

  /** The URL where the text is a clean reference to an http(s) base, else null. */
  static @Nullable CrawlUrl resolve(CrawlUrl base, String s) {
    if (s.isEmpty()) {
      return base.canonical();
    }
    char first = s.charAt(0);
    if (first == '/') {
      return s.length() > 1 && s.charAt(1) == '/'
          ? afterScheme(base, s, base.schemeEnd(), 2)
          : append(base, base.pathStart(), s, 0, -1, -1);
    }
    if (first == '#') {
      return append(base, base.queryEnd(), s, 0, base.pathEnd(), base.queryEnd());
    }
    if (first == '?') {
      return append(base, base.pathEnd(), s, 0, base.pathEnd(), -1);
    }
    return relative(base, s);
  }

  private static @Nullable CrawlUrl relative(CrawlUrl base, String s) {
    String href = base.href();
    int kept = href.lastIndexOf('/', base.pathEnd() - 1) + 1;
    int from = 0;
    int length = s.length();
    while (from + 1 < length && s.charAt(from) == '.') {
      if (s.charAt(from + 1) == '/') {
        from += 2;
      } else if (s.startsWith("../", from)) {
        from += 3;
        kept = parent(base, kept);
      } else {
        return null;
      }
    }
    if (from == 0 && mayHaveScheme(s)) {
      return null;
    }
    return append(base, kept, s, from, -1, -1);
  }

  /** The end of the folder above the one that ends here; the root's is the root. */
  private static int parent(CrawlUrl base, int folderEnd) {
    int root = base.pathStart() + 1;
    return folderEnd > root ? base.href().lastIndexOf('/', folderEnd - 2) + 1 : root;
  }

  private static boolean mayHaveScheme(String s) {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == ':') {
        return true;
      }
      if (c == '/' || c == '?' || c == '#') {
        return false;
      }
    }
    return false;
  }

  /**
   * The first {@code kept} characters of the base, then the reference from {@code from} on.
   *
   * @param pathEnd where the path ends in the result, or -1 where the reference continues the path
   * @param queryEnd where the query ends in the result, or -1 where the reference continues that
   */
  private static @Nullable CrawlUrl append(
      CrawlUrl base, int kept, String s, int from, int pathEnd, int queryEnd) {
    int shift = kept - from;
    int i = from;
    if (pathEnd < 0) {
      i = path(s, from);
      if (i < 0) {
        return null;
      }
      pathEnd = i + shift;
    }
    if (queryEnd < 0) {
      i = clean(s, i, '?', PercentEncoding.SPECIAL_QUERY);
      queryEnd = i + shift;
    }
    i = clean(s, i, '#', PercentEncoding.FRAGMENT);
    if (i != s.length() || i + shift > CrawlUrl.MAX_LENGTH) {
      return null;
    }
    return new CrawlUrl(
        AsciiConcat.of(base.href(), kept, s, from),
        base.schemeEnd(),
        base.hostStart(),
        base.hostEnd(),
        base.pathStart(),
        pathEnd,
        queryEnd);
  }

  /** A host in lower case without a port, then a clean rest; a base gives it its scheme. */
  private static @Nullable CrawlUrl afterScheme(
      @Nullable CrawlUrl base, String s, int schemeEnd, int hostStart) {
    int length = s.length();
    int lastLabel = hostStart;
    int i = hostStart;
    for (; i < length; i++) {
      char c = s.charAt(i);
      if (c == '.') {
        lastLabel = i + 1;
      } else if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        break;
      }
    }
    int hostEnd = i;
    boolean named = lastLabel < hostEnd && s.charAt(lastLabel) >= 'a';
    if (!named || (hostEnd < length && s.charAt(hostEnd) != '/')) {
      return null;
    }
    boolean bare = hostEnd == length;
    int pathEnd = bare ? length + 1 : path(s, hostEnd);
    if (pathEnd < 0) {
      return null;
    }
    int queryEnd = bare ? pathEnd : clean(s, pathEnd, '?', PercentEncoding.SPECIAL_QUERY);
    i = bare ? pathEnd : clean(s, queryEnd, '#', PercentEncoding.FRAGMENT);
    int shift = base == null ? 0 : schemeEnd + 1;
    if (i < length || i + shift > CrawlUrl.MAX_LENGTH) {
      return null;
    }
    String href = bare ? s.concat("/") : s;
    return new CrawlUrl(
        base == null ? href : AsciiConcat.of(base.href(), shift, href, 0),
        schemeEnd,
        hostStart + shift,
        hostEnd + shift,
        hostEnd + shift,
        pathEnd + shift,
        queryEnd + shift);
  }

  /** The end of the clean path that starts here, or -1 where it may have a dot segment. */
  private static int path(String s, int from) {
    int length = s.length();
    int i = from;
    for (; i < length; i++) {
      char c = s.charAt(i);
      if (!PercentEncoding.contains(PercentEncoding.PATH_STOP, c)) {
        continue;
      }
      if (c == '.') {
        if (i == from || s.charAt(i - 1) == '/') {
          return -1;
        }
      } else if (c == '%') {
        if (i + 2 < length && s.charAt(i + 1) == '2' && (s.charAt(i + 2) | 0x20) == 'e') {
          return -1;
        }
      } else {
        break;
      }
    }
    return i;
  }

  /** The end of a query or fragment that starts with the mark here, if one does. */
  private static int clean(String s, int from, char mark, int set) {
    int length = s.length();
    int i = from;
    if (i == length || s.charAt(i) != mark) {
      return i;
    }
    i++;
    while (i < length && !PercentEncoding.contains(set, s.charAt(i))) {
      i++;
    }
    return i;
  }
}
