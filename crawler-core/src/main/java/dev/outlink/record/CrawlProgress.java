package dev.outlink.record;

/**
 * A snapshot of a running crawl. Every URL and input line that is known stands in exactly one of
 * five places, so {@link #known} = {@code settled} + {@code inFlight} + {@code toExtract} + {@code
 * toWrite} + {@code waiting}, also while URLs move from one to the next: a URL that moves in the
 * moment of the snapshot counts as one that waits.
 *
 * @param settled URLs and input lines that have their outcome: they are done
 * @param unasked those of them for which no server was asked: lines that are no URL, URLs that came
 *     before, what robots.txt denies, what a budget or a stop left out
 * @param pages those of the settled ones whose links were listed
 * @param failed those of the settled ones that failed
 * @param links link rows so far
 * @param bytes body bytes so far
 * @param requests requests that were sent for URLs and sitemaps, redirects and retries included
 * @param inFlight URLs whose request is under way
 * @param toExtract URLs that have their answer, whose links are not found yet
 * @param toWrite URLs and input lines whose rows wait for the sink
 * @param waiting all others that are known: they wait for their turn, for the address of their
 *     host, for its robots.txt, for a retry, or for room
 * @param inputRead how much of the input has been read, 0 to 1, or {@code NaN} where its size is
 *     unknown
 */
public record CrawlProgress(
    long settled,
    long unasked,
    long pages,
    long failed,
    long links,
    long bytes,
    long requests,
    int inFlight,
    long toExtract,
    long toWrite,
    long waiting,
    double inputRead) {

  /** URLs and lines that the input has given so far, and URLs that were found and taken in. */
  public long known() {
    return settled + inFlight + toExtract + toWrite + waiting;
  }
}
