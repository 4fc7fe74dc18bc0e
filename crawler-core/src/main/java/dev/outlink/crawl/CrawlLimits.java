package dev.outlink.crawl;

import dev.outlink.frontier.FrontierConfig;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.seed.SitemapConfig;
import dev.outlink.visit.VisitRules;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one crawl keeps to.
 *
 * @param rules what its visits keep to
 * @param scope which links are crawled, and how many
 * @param sitemaps sitemaps whose pages are seeds
 * @param frontier bounds and order of the frontier
 * @param mostLookups hosts whose address is asked for at one time
 * @param maxTime how long the crawl may take, or null
 * @param tempDir folder for temporary files; null for the system's
 */
public record CrawlLimits(
    VisitRules rules,
    ScopeConfig scope,
    SitemapConfig sitemaps,
    FrontierConfig frontier,
    int mostLookups,
    @Nullable Duration maxTime,
    @Nullable Path tempDir) {}
