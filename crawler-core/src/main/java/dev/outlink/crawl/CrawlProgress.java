package dev.outlink.crawl;

/**
 * A snapshot of a running crawl. The numbers are read one after the other, so they need not add up.
 *
 * @param settled URLs and input lines that have their outcome
 * @param pages those of them whose links were listed
 * @param failed those of them that failed
 * @param links link rows so far
 * @param bytes body bytes so far
 * @param inFlight requests under way
 * @param waiting URLs admitted and not yet started
 * @param inputRead how much of the input has been read, 0 to 1, or {@code NaN} where its size is
 *     unknown
 */
public record CrawlProgress(
    long settled,
    long pages,
    long failed,
    long links,
    long bytes,
    int inFlight,
    long waiting,
    double inputRead) {}
