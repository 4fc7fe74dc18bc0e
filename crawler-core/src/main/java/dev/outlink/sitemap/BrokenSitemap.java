package dev.outlink.sitemap;

import java.io.IOException;

/** What is wrong with a sitemap; the message says it, in words a person understands. */
final class BrokenSitemap extends IOException {
  private static final long serialVersionUID = 1;

  BrokenSitemap(String message) {
    super(message);
  }
}
