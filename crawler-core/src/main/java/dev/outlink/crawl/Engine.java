package dev.outlink.crawl;

import dev.outlink.overflow.Overflow;
import dev.outlink.request.Downloads;
import dev.outlink.visit.Machines;
import java.util.function.Supplier;

/**
 * What the crawls of one engine share.
 *
 * @param machines the machines of the stages
 * @param downloads fetches what is no page
 * @param threads what runs the work
 * @param clocks time and chance
 * @param overflow makes the place for a frontier that outgrows memory
 * @param limits what each crawl keeps to
 */
public record Engine(
    Machines machines,
    Downloads downloads,
    Threads threads,
    Clocks clocks,
    Supplier<Overflow> overflow,
    CrawlLimits limits) {}
