package dev.outlink.record;

import com.google.common.collect.ImmutableList;
import dev.outlink.url.CrawlUrl;
import java.util.List;

/**
 * Why a URL is crawled, or is not.
 *
 * @param url the URL as it was parsed
 * @param key by what it counts as known
 * @param crawled whether a crawl would fetch it, were it not for the limits of the crawl as a whole
 * @param lines the rules, in the order in which they are asked; those after the first that refuses
 *     are not there
 */
public record Explanation(CrawlUrl url, String key, boolean crawled, List<Line> lines) {

  /** Copies the list. */
  public Explanation {
    lines = ImmutableList.copyOf(lines);
  }

  /**
   * What one rule says.
   *
   * @param rule its name, such as {@code scope} or {@code robots}
   * @param passed whether it lets the URL pass
   * @param detail the value that decides, in words
   */
  public record Line(String rule, boolean passed, String detail) {}
}
