package dev.outlink.url;

import org.jspecify.annotations.Nullable;

/**
 * The basic URL parser of the URL standard (section 4.4), written as one method for each group of
 * its states. It reads the input from left to right and writes the serialised URL as it goes; dot
 * segments cut back what is written.
 *
 * <p>A method that returns a text says why the input is no URL; null means that all is well. An
 * instance parses one input, on one thread.
 */
final class UrlParser {

  // The input, without the white space that does not count; constant.
  private final String in;
  private final int end;
  private final @Nullable CrawlUrl base;
  private final @Nullable QueryEncoding encoding;

  // What is read and written so far.
  private final StringBuilder out;
  private int p;
  private boolean special;
  private boolean file;
  private int schemeEnd;
  private int hostStart;
  private int hostEnd;
  private int pathStart;
  private int pathEnd;
  private int queryEnd;

  private UrlParser(String in, @Nullable CrawlUrl base, @Nullable QueryEncoding encoding) {
    this.in = in;
    this.end = in.length();
    this.base = base;
    this.encoding = encoding;
    this.out = new StringBuilder(end + (base == null ? 16 : base.href().length() + 16));
  }

  /**
   * Parses any text. The base counts where the text has no scheme of its own; without an encoding
   * the query is UTF-8.
   */
  static UrlResult parse(String input, @Nullable CrawlUrl base, @Nullable QueryEncoding encoding) {
    if (input.length() > CrawlUrl.MAX_LENGTH) {
      return new InvalidUrl(input, InvalidUrl.TOO_LONG);
    }
    UrlParser parser = new UrlParser(WhiteSpace.without(input), base, encoding);
    String reason = parser.url();
    if (reason == null && parser.out.length() > CrawlUrl.MAX_LENGTH) {
      reason = InvalidUrl.TOO_LONG + " when encoded";
    }
    return reason == null ? parser.result() : new InvalidUrl(input, reason);
  }

  private CrawlUrl result() {
    boolean authority = hostStart > schemeEnd + 1;
    boolean looksLikeAuthority =
        pathEnd - pathStart > 1 && out.charAt(pathStart) == '/' && out.charAt(pathStart + 1) == '/';
    if (!authority && looksLikeAuthority) {
      out.insert(pathStart, "/.");
      pathStart += 2;
      pathEnd += 2;
      queryEnd += 2;
    }
    return new CrawlUrl(
        out.toString(), schemeEnd, hostStart, hostEnd, pathStart, pathEnd, queryEnd);
  }

  // Scheme

  private @Nullable String url() {
    int colon = Scheme.colon(in);
    if (colon < 0) {
      return withoutScheme();
    }
    for (int i = p; i < colon; i++) {
      char c = in.charAt(i);
      out.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
    }
    String scheme = out.toString();
    p = colon + 1;
    startScheme(scheme);
    if (file) {
      return fileUrl(base != null && base.scheme().equals("file") ? base : null);
    }
    boolean slashes = at(p) == '/' && at(p + 1) == '/';
    if (special) {
      if (base != null && !slashes && base.scheme().equals(scheme)) {
        return relative(base);
      }
      skipSlashes();
      return authority();
    }
    if (slashes) {
      p += 2;
      return authority();
    }
    withoutHost();
    if (at(p) == '/') {
      p++;
      return path();
    }
    return opaquePath();
  }

  private void startScheme(String scheme) {
    schemeEnd = scheme.length();
    out.append(':');
    file = scheme.equals("file");
    special = Scheme.isSpecial(scheme);
  }

  private @Nullable String withoutScheme() {
    if (base == null) {
      return p == end ? "empty" : "no scheme";
    }
    if (base.isOpaque()) {
      if (at(p) != '#') {
        return "a relative reference, but the base " + base.scheme() + ": has no hierarchy";
      }
      copyAuthority(base);
      copyPath(base);
      copyQuery(base);
      return fragment();
    }
    String scheme = base.scheme();
    out.append(scheme);
    startScheme(scheme);
    return file ? fileUrl(base) : relative(base);
  }

  // Relative references

  private @Nullable String relative(CrawlUrl from) {
    if (isSlash(at(p))) {
      boolean authority = special ? isSlash(at(p + 1)) : at(p + 1) == '/';
      if (authority) {
        p += 2;
        if (special) {
          skipSlashes();
        }
        return authority();
      }
      copyAuthority(from);
      pathStart = out.length();
      p++;
      return path();
    }
    copyAuthority(from);
    return relativePath(from, true);
  }

  /** Where the input does not start with a slash: the base's path is the start. */
  private @Nullable String relativePath(CrawlUrl from, boolean keepsPath) {
    int c = at(p);
    if (c == '?') {
      copyPath(from);
      return query();
    }
    if (c == '#' || c < 0) {
      copyPath(from);
      copyQuery(from);
      return fragment();
    }
    if (keepsPath) {
      copyPath(from);
      DotSegment.shorten(out, pathStart, file);
    } else {
      pathStart = out.length();
    }
    return path();
  }

  private void copyAuthority(CrawlUrl from) {
    out.setLength(0);
    out.append(from.href(), 0, from.authorityEnd());
    schemeEnd = from.schemeEnd();
    hostStart = from.hostStart();
    hostEnd = from.hostEnd();
  }

  private void copyPath(CrawlUrl from) {
    pathStart = out.length();
    out.append(from.href(), from.pathStart(), from.pathEnd());
    pathEnd = out.length();
  }

  private void copyQuery(CrawlUrl from) {
    out.append(from.href(), from.pathEnd(), from.queryEnd());
    queryEnd = out.length();
  }

  // Authority

  private void skipSlashes() {
    while (isSlash(at(p))) {
      p++;
    }
  }

  private void withoutHost() {
    hostStart = out.length();
    hostEnd = hostStart;
    pathStart = hostStart;
  }

  private @Nullable String authority() {
    out.append("//");
    int stop = p;
    int atSign = -1;
    while (stop < end && !isSlash(in.charAt(stop)) && !isQueryOrFragment(in.charAt(stop))) {
      if (in.charAt(stop) == '@') {
        atSign = stop;
      }
      stop++;
    }
    if (atSign >= 0) {
      Userinfo.append(out, in, p, atSign);
      p = atSign + 1;
    }
    hostStart = out.length();
    String reason = hostAndPort(stop);
    if (reason != null) {
      return reason;
    }
    p = stop;
    return pathStart();
  }

  private @Nullable String hostAndPort(int stop) {
    int colon = p;
    boolean brackets = false;
    while (colon < stop && (brackets || in.charAt(colon) != ':')) {
      char c = in.charAt(colon);
      brackets = c == '[' || (brackets && c != ']');
      colon++;
    }
    boolean credentials = hostStart > schemeEnd + 3 || (p > 0 && in.charAt(p - 1) == '@');
    if (colon == p && (special || credentials || colon < stop)) {
      return "empty host";
    }
    String reason = HostParser.append(out, in, p, colon, special);
    hostEnd = out.length();
    if (reason != null || colon + 1 >= stop) {
      return reason;
    }
    int standard = Scheme.defaultPort(out.substring(0, schemeEnd));
    return Port.append(out, in, colon + 1, stop, standard);
  }

  // File

  private @Nullable String fileUrl(@Nullable CrawlUrl from) {
    if (isSlash(at(p)) && isSlash(at(p + 1))) {
      p += 2;
      out.append("//");
      return fileHost();
    }
    if (from != null) {
      copyAuthority(from);
    } else {
      out.append("//");
      withoutHost();
    }
    if (isSlash(at(p))) {
      p++;
      pathStart = out.length();
      if (from != null && !DriveLetter.startsAt(in, p, end)) {
        DriveLetter.appendOf(from, out);
      }
      return path();
    }
    if (from == null) {
      return path();
    }
    return relativePath(from, !DriveLetter.startsAt(in, p, end));
  }

  private @Nullable String fileHost() {
    int stop = p;
    while (stop < end && "/\\?#".indexOf(in.charAt(stop)) < 0) {
      stop++;
    }
    withoutHost();
    if (stop - p == 2 && DriveLetter.is(in, p)) {
      return path();
    }
    if (stop > p) {
      String reason = HostParser.append(out, in, p, stop, true);
      if (reason != null) {
        return reason;
      }
      if (out.substring(hostStart).equals("localhost")) {
        out.setLength(hostStart);
      }
      hostEnd = out.length();
    }
    p = stop;
    return pathStart();
  }

  // Path, query, fragment

  private @Nullable String pathStart() {
    pathStart = out.length();
    if (isSlash(at(p))) {
      p++;
      return path();
    }
    return special || (p < end && !isQueryOrFragment(in.charAt(p))) ? path() : queryAndFragment();
  }

  /** The segments from here on, of which the first has no slash before it. */
  private @Nullable String path() {
    while (true) {
      int slash = out.length();
      int from = p;
      while (p < end && !isSlash(in.charAt(p)) && !isQueryOrFragment(in.charAt(p))) {
        p++;
      }
      boolean last = !isSlash(at(p));
      out.append('/');
      PercentEncoding.append(out, in, from, p, PercentEncoding.PATH);
      int dots = DotSegment.dots(out, slash + 1);
      if (dots > 0) {
        out.setLength(slash);
        if (dots == 2) {
          DotSegment.shorten(out, pathStart, file);
        }
        if (last) {
          out.append('/');
        }
      } else if (file
          && slash == pathStart
          && out.length() == slash + 3
          && DriveLetter.is(out, slash + 1)) {
        out.setCharAt(slash + 2, ':');
      }
      if (last) {
        return queryAndFragment();
      }
      p++;
    }
  }

  private @Nullable String opaquePath() {
    int from = p;
    while (p < end && !isQueryOrFragment(in.charAt(p))) {
      p++;
    }
    boolean encodesSpace = p < end && p > from && in.charAt(p - 1) == ' ';
    PercentEncoding.append(out, in, from, encodesSpace ? p - 1 : p, PercentEncoding.C0_CONTROL);
    if (encodesSpace) {
      out.append("%20");
    }
    return queryAndFragment();
  }

  private @Nullable String queryAndFragment() {
    pathEnd = out.length();
    return query();
  }

  private @Nullable String query() {
    if (at(p) == '?') {
      int stop = in.indexOf('#', p);
      stop = stop < 0 ? end : stop;
      out.append('?');
      if (encoding != null && special && !isWebSocket()) {
        EncodedQuery.append(out, in, p + 1, stop, encoding);
      } else {
        int set = special ? PercentEncoding.SPECIAL_QUERY : PercentEncoding.QUERY;
        PercentEncoding.append(out, in, p + 1, stop, set);
      }
      p = stop;
    }
    queryEnd = out.length();
    return fragment();
  }

  private boolean isWebSocket() {
    return out.charAt(0) == 'w';
  }

  private @Nullable String fragment() {
    if (at(p) == '#') {
      out.append('#');
      PercentEncoding.append(out, in, p + 1, end, PercentEncoding.FRAGMENT);
    }
    return null;
  }

  // Characters

  private int at(int i) {
    return i < end ? in.charAt(i) : -1;
  }

  /** A backslash is a slash where the scheme is special. */
  private boolean isSlash(int c) {
    return c == '/' || (special && c == '\\');
  }

  private static boolean isQueryOrFragment(char c) {
    return c == '?' || c == '#';
  }
}
