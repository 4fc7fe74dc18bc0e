/** Sitemaps as a stream of a crawl's first URLs (the sitemaps protocol, 0.9). */
@NullMarked
package dev.outlink.sitemap;

import org.jspecify.annotations.NullMarked;
