package dev.outlink.url;

import org.jspecify.annotations.Nullable;

/**
 * An absolute URL as the WHATWG URL standard parses and serialises it. Immutable and safe for any
 * thread; two are equal when their serialised texts are.
 */
public final class CrawlUrl implements UrlResult {

  /** The most characters that a text to parse, or a serialised URL, may have; longer is invalid. */
  public static final int MAX_LENGTH = 1 << 16;

  // The text and where its components are; all constant. Without an authority, hostStart and
  // hostEnd are after the scheme's colon. Path, query and fragment follow one another.
  private final String href;
  private final int schemeEnd;
  private final int hostStart;
  private final int hostEnd;
  private final int pathStart;
  private final int pathEnd;
  private final int queryEnd;

  CrawlUrl(
      String href,
      int schemeEnd,
      int hostStart,
      int hostEnd,
      int pathStart,
      int pathEnd,
      int queryEnd) {
    this.href = href;
    this.schemeEnd = schemeEnd;
    this.hostStart = hostStart;
    this.hostEnd = hostEnd;
    this.pathStart = pathStart;
    this.pathEnd = pathEnd;
    this.queryEnd = queryEnd;
  }

  /**
   * Parses an absolute URL (URL standard, section 4.4, without a base). White space around it, and
   * tabs and newlines within, do not count. Texts over {@link #MAX_LENGTH} are invalid.
   */
  public static UrlResult parse(String input) {
    CrawlUrl clean = CleanUrl.parse(input);
    return clean != null ? clean : UrlParser.parse(input, null, null);
  }

  /**
   * Parses a reference that may be relative, with this URL as its base. The bound is that of {@link
   * #parse}, for the reference and for the result.
   */
  public UrlResult resolve(String reference) {
    return resolve(reference, null);
  }

  /**
   * As {@link #resolve(String)}, for a reference in a document that is not in UTF-8: the query of a
   * special URL other than ws and wss is written in the document's encoding, and what that does not
   * have as {@code %26%23NNNN%3B} (URL standard, section 4.4, "query state").
   *
   * @param encoding the document's output encoding (Encoding standard, "get an output encoding", by
   *     which UTF-16 and replacement are UTF-8), of which ASCII from space to tilde is a part; null
   *     is UTF-8
   */
  public UrlResult resolve(String reference, @Nullable QueryEncoding encoding) {
    // What is clean is printable ASCII, which every output encoding writes as it is.
    CrawlUrl clean = CleanUrl.parse(reference);
    if (clean == null && isHttp()) {
      clean = CleanUrl.resolve(this, reference);
    }
    return clean != null ? clean : UrlParser.parse(reference, this, encoding);
  }

  /**
   * The whole serialised URL, with the fragment if there is one. Printable ASCII, so it needs no
   * escape in any format.
   */
  public String href() {
    return href;
  }

  /** The scheme in lower case, without the colon. */
  public String scheme() {
    if (href.startsWith("https:")) {
      return "https";
    }
    return href.startsWith("http:") ? "http" : href.substring(0, schemeEnd);
  }

  /** True for {@code http} and {@code https}: what can be fetched. */
  public boolean isHttp() {
    return href.startsWith("http:") || href.startsWith("https:");
  }

  /** User name and password as they stand in the URL ({@code user:password}), or null. */
  public @Nullable String userInfo() {
    int start = schemeEnd + 3;
    return hostStart > start ? href.substring(start, hostStart - 1) : null;
  }

  /** The host as serialised (IPv6 in brackets); empty where the URL has none. */
  public String hostname() {
    return href.substring(hostStart, hostEnd);
  }

  /** The port that is connected to: the URL's own, else the scheme's default, else -1. */
  public int port() {
    if (hasAuthority() && hostEnd < pathStart) {
      return Integer.parseInt(href, hostEnd + 1, pathStart, 10);
    }
    return Scheme.defaultPort(scheme());
  }

  /** The path, percent-encoded; for http(s) never empty. */
  public String path() {
    return href.substring(pathStart, pathEnd);
  }

  /** The query without its question mark, or null where there is none. */
  public @Nullable String query() {
    return pathEnd < queryEnd ? href.substring(pathEnd + 1, queryEnd) : null;
  }

  /** The fragment without its number sign, or null where there is none. */
  public @Nullable String fragment() {
    return queryEnd < href.length() ? href.substring(queryEnd + 1) : null;
  }

  /**
   * This URL without its fragment: what is asked for. Nothing else is changed, as anything else may
   * change what the URL names. By which text a URL is known is a {@link CanonicalKey}: that of this
   * form, unless the user has more URLs count as the same. Returns this object where there is no
   * fragment.
   */
  public CrawlUrl canonical() {
    if (queryEnd == href.length()) {
      return this;
    }
    String text = href.substring(0, queryEnd);
    return new CrawlUrl(text, schemeEnd, hostStart, hostEnd, pathStart, pathEnd, queryEnd);
  }

  /** What politeness is kept towards. Only for URLs with {@link #isHttp()}. */
  public Host host() {
    if (!isHttp()) {
      throw new IllegalStateException("not http(s): " + href);
    }
    return new Host(scheme(), hostname(), port());
  }

  boolean hasAuthority() {
    return hostStart > schemeEnd + 1;
  }

  /** True for URLs such as {@code mailto:}, to which nothing but a fragment is relative. */
  boolean isOpaque() {
    return !hasAuthority() && (pathStart == pathEnd || href.charAt(pathStart) != '/');
  }

  /** Where scheme, credentials, host and port end. */
  int authorityEnd() {
    return hasAuthority() ? pathStart : schemeEnd + 1;
  }

  int schemeEnd() {
    return schemeEnd;
  }

  int hostStart() {
    return hostStart;
  }

  int hostEnd() {
    return hostEnd;
  }

  int pathStart() {
    return pathStart;
  }

  int pathEnd() {
    return pathEnd;
  }

  int queryEnd() {
    return queryEnd;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof CrawlUrl url && href.equals(url.href));
  }

  @Override
  public int hashCode() {
    return href.hashCode();
  }

  /** The same as {@link #href()}. */
  @Override
  public String toString() {
    return href;
  }
}
