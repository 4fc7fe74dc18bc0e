package dev.outlink.fetch;

import dev.outlink.url.CrawlUrl;

/**
 * One GET request.
 *
 * @param url what to fetch; http or https
 * @param ownHeaders whether the user's own headers and cookies go along: only towards the origin of
 *     the seed, never across a redirect to another one
 */
public record FetchRequest(CrawlUrl url, boolean ownHeaders) {}
