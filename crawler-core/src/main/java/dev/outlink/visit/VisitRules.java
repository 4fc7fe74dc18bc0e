package dev.outlink.visit;

import dev.outlink.redirect.FollowedRedirects;
import dev.outlink.redirect.Redirects;
import dev.outlink.redirect.SeparateRedirects;
import dev.outlink.robots.RobotsVerdict;
import java.time.Duration;

/**
 * What the visits of a crawl keep to.
 *
 * @param robots whether robots.txt is asked
 * @param maxCrawlDelay the longest Crawl-delay of a robots.txt that is kept
 * @param retries attempts after the first one
 * @param maxRedirects redirects that are followed in a row
 * @param depth how many links away from a seed pages are crawled; 0 for a list of pages
 */
public record VisitRules(
    boolean robots, Duration maxCrawlDelay, int retries, int maxRedirects, int depth) {

  /** The delay of a robots.txt that is kept. */
  public Duration crawlDelay(RobotsVerdict verdict) {
    Duration asked = verdict.crawlDelay();
    if (asked == null) {
      return Duration.ZERO;
    }
    return asked.compareTo(maxCrawlDelay) > 0 ? maxCrawlDelay : asked;
  }

  /** Whether only the seeds are crawled, and no links. */
  public boolean isList() {
    return depth == 0;
  }

  /** Whether the links of a page at this depth are crawled. */
  boolean goesOn(int pageDepth) {
    return pageDepth < depth;
  }

  /** What becomes of redirects in such a crawl. */
  Redirects redirects() {
    return isList() ? new FollowedRedirects(maxRedirects) : new SeparateRedirects(maxRedirects);
  }
}
