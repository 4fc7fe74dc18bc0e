package dev.outlink.extract;

import dev.outlink.fetch.Page;
import java.util.List;

/**
 * Finds the links of an HTML page. Stateless; safe for any thread; runs on the caller's, and takes
 * as long as a parse.
 */
public final class LinkExtractor {

  /**
   * The distinct http(s) links of {@code a[href]} and {@code area[href]}, in document order,
   * resolved as a browser does. The page must be plain (decoded). No input makes this throw.
   */
  public List<Outlink> extract(Page page) {
    throw new UnsupportedOperationException(page.url().href());
  }
}
