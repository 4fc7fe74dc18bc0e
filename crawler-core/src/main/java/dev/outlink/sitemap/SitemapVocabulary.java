package dev.outlink.sitemap;

import org.jspecify.annotations.Nullable;

/** What the elements of a sitemap are called, which its root element tells. */
enum SitemapVocabulary {
  /** {@code urlset} and {@code sitemapindex}. */
  SITEMAP,
  /** RSS, and RSS 0.90 and 1.0, which are RDF. */
  RSS,
  ATOM;

  /** The vocabulary of a root element, or null where that is no sitemap's. */
  static @Nullable SitemapVocabulary of(String root) {
    return switch (root) {
      case "urlset", "sitemapindex" -> SITEMAP;
      case "rss", "RDF" -> RSS;
      case "feed" -> ATOM;
      default -> null;
    };
  }

  /** Whether the element of this name and depth, of which the root's is 1, is an entry. */
  boolean isEntry(String name, int depth) {
    return switch (this) {
      case SITEMAP -> depth == 2 && (name.equals("url") || name.equals("sitemap"));
      case RSS -> (depth == 2 || depth == 3) && name.equals("item");
      case ATOM -> depth == 2 && name.equals("entry");
    };
  }

  /** Whether the child of this name of an entry has a location as its text. */
  boolean isLocation(String name) {
    return switch (this) {
      case SITEMAP -> name.equals("loc");
      case RSS -> name.equals("link") || name.equals("guid");
      case ATOM -> false;
    };
  }
}
