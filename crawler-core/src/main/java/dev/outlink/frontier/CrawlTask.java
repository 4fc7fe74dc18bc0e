package dev.outlink.frontier;

import dev.outlink.url.CrawlUrl;

/**
 * A URL that was admitted.
 *
 * @param url what to fetch, http or https; it may carry a fragment
 * @param depth how many links away from a seed it is; 0 for a seed
 */
public record CrawlTask(CrawlUrl url, int depth) {}
