package dev.outlink.extract;

import dev.outlink.url.CrawlUrl;

/**
 * A link found on a page.
 *
 * @param url where it points, resolved against the page; the fragment is kept
 */
public record Outlink(CrawlUrl url) {}
