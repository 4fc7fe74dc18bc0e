package dev.outlink.crawl;

import dev.outlink.extract.Outlink;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL whose requests have come to their end.
 *
 * @param task the URL as it was admitted
 * @param url the URL that answered last
 * @param redirects how many were followed
 * @param locations the rows of the redirects, where they are selected
 * @param outcome how the last request ended; never a {@link FetchOutcome.Redirect}
 * @param target where a redirect leads that is crawled on its own account; else null
 * @param nanos from the first request to the end of the last answer; 0 if none was sent
 * @param at when that was, or null if no request was sent
 */
record Arrival(
    CrawlTask task,
    CrawlUrl url,
    int redirects,
    List<Outlink> locations,
    FetchOutcome outcome,
    @Nullable CrawlUrl target,
    long nanos,
    @Nullable Instant at) {}
