package dev.outlink.url;

/**
 * The answer to parsing or resolving a URL: the URL, or why there is none. Parsing never throws.
 */
public sealed interface UrlResult permits CrawlUrl, InvalidUrl {}
