package dev.outlink.cli.options;

import dev.outlink.cli.console.ColourMode;
import dev.outlink.crawl.CrawlConfig;
import dev.outlink.rows.TsvOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the options of {@code outlink crawl} come to.
 *
 * @param crawl how to crawl
 * @param output file for link rows, or null for standard output
 * @param pages file for page records, or null for none
 * @param defaultScheme scheme of inputs that are bare domains; empty for none
 * @param rows what link rows look like; its header counts for page records too
 * @param verbosity 0 for warnings, 1 for information, 2 for debugging
 * @param quiet neither summary nor progress
 * @param progress whether progress is wanted
 * @param colour when standard error is coloured
 */
public record CrawlSettings(
    CrawlConfig crawl,
    @Nullable Path output,
    @Nullable Path pages,
    String defaultScheme,
    TsvOptions rows,
    int verbosity,
    boolean quiet,
    boolean progress,
    ColourMode colour) {}
