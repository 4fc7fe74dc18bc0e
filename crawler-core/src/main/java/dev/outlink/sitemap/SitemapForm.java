package dev.outlink.sitemap;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A form that sitemaps have. Confined to one thread. */
@FunctionalInterface
interface SitemapForm {

  /**
   * The next entry, or null at the end.
   *
   * @throws BrokenSitemap if the sitemap is wrong here; not to be called again
   */
  @Nullable SitemapEntry next() throws IOException;
}
