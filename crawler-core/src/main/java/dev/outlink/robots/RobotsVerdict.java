package dev.outlink.robots;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What robots.txt says about a URL.
 *
 * @param allowed whether it may be fetched
 * @param crawlDelay the pause that the host asks for between two requests, from zero to {@link
 *     RobotsPolicy#MAX_CRAWL_DELAY}; null where it asks for none
 * @param line the number of the line that decided, from 1; 0 where none did
 * @param rule that line's rule, such as {@code Disallow: /private/}, in the form in which it was
 *     compared: printable ASCII, octets beyond it percent-encoded; cut at {@link #MAX_RULE}
 *     characters; empty where none decided
 * @param unreachable why robots.txt could not be asked, in which case nothing is allowed for now;
 *     else null
 * @param detail the reason in words
 */
public record RobotsVerdict(
    boolean allowed,
    @Nullable Duration crawlDelay,
    int line,
    String rule,
    RobotsAnswer.@Nullable Unreachable unreachable,
    String detail) {

  /** The most characters that {@link #rule} may have. */
  public static final int MAX_RULE = 256;
}
