package dev.outlink.cli.options;

import dev.outlink.CrawlConfig;
import dev.outlink.cli.console.ColourMode;
import dev.outlink.rows.TsvOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code outlink crawl}.
 *
 * @param crawl how to crawl
 * @param output file for link rows, or null for standard output
 * @param pages file for page records, or null for none
 * @param defaultScheme scheme to add to inputs that are bare domains; empty for none
 * @param rows the format of link rows; its header setting applies to page records too
 * @param verbosity 0 for warnings, 1 for information, 2 for debugging
 * @param quiet whether summary and progress are not shown
 * @param progress whether progress is shown
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
