package dev.outlink.url;

import org.jspecify.annotations.Nullable;

/**
 * An absolute URL as the WHATWG URL standard parses and serialises it. Immutable and safe for any
 * thread; two are equal when their serialised texts are.
 */
public final class CrawlUrl implements UrlResult {

  private CrawlUrl() {}

  /** Parses an absolute URL (URL standard, section 4.4, without a base). */
  public static UrlResult parse(String input) {
    throw new UnsupportedOperationException(input);
  }

  /** Parses a reference that may be relative, with this URL as its base. */
  public UrlResult resolve(String reference) {
    throw new UnsupportedOperationException(reference);
  }

  /**
   * The whole serialised URL, with the fragment if there is one. Printable ASCII, so it needs no
   * escape in any format.
   */
  public String href() {
    throw new UnsupportedOperationException();
  }

  /** The scheme in lower case, without the colon. */
  public String scheme() {
    throw new UnsupportedOperationException();
  }

  /** True for {@code http} and {@code https}: what can be fetched. */
  public boolean isHttp() {
    throw new UnsupportedOperationException();
  }

  /** User name and password as they stand in the URL ({@code user:password}), or null. */
  public @Nullable String userInfo() {
    throw new UnsupportedOperationException();
  }

  /** The host as serialised (IPv6 in brackets); empty where the URL has none. */
  public String hostname() {
    throw new UnsupportedOperationException();
  }

  /** The port that is connected to: the URL's own, else the scheme's default, else -1. */
  public int port() {
    throw new UnsupportedOperationException();
  }

  /** The path, percent-encoded; for http(s) never empty. */
  public String path() {
    throw new UnsupportedOperationException();
  }

  /** The query without its question mark, or null where there is none. */
  public @Nullable String query() {
    throw new UnsupportedOperationException();
  }

  /** The fragment without its number sign, or null where there is none. */
  public @Nullable String fragment() {
    throw new UnsupportedOperationException();
  }

  /**
   * This URL without its fragment: the key for "seen". Returns this object where there is no
   * fragment.
   */
  public CrawlUrl canonical() {
    throw new UnsupportedOperationException();
  }

  /** What politeness is kept towards. Only for URLs with {@link #isHttp()}. */
  public Host host() {
    throw new UnsupportedOperationException();
  }

  /** The same as {@link #href()}. */
  @Override
  public String toString() {
    return href();
  }
}
