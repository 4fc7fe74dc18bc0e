package dev.outlink.robots;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outlink.robots.PathRules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a robots.txt for one crawler (RFC 9309, section 2.2): the rules of all groups that name it,
 * or, if none does, of all groups for everybody.
 */
final class RobotsParser {

  private final RobotsAgent agent;
  private final Section forUs = new Section();
  private final Section forAll = new Section();
  private final List<String> sitemaps = new ArrayList<>();
  // Only rules end a list of user agents; a Crawl-delay does not (section 2.2.4). But it is meant
  // for the agents before it, so it has groups of its own.
  private final Group ruled = new Group();
  private final Group delayed = new Group();
  private boolean named;

  private RobotsParser(RobotsAgent agent) {
    this.agent = agent;
  }

  /**
   * Reads a text.
   *
   * @param length how many bytes of the body count
   * @param token a product token of the standard; if it is none, no group names it
   */
  static RobotsRules parse(byte[] body, int length, String token) {
    return parse(body, length, new RobotsAgent(token, ""));
  }

  /** Reads a text for a crawler. */
  static RobotsRules parse(byte[] body, int length, RobotsAgent agent) {
    RobotsParser parser = new RobotsParser(agent);
    RobotsText text = new RobotsText(body, length);
    for (RobotsLine line = text.next(); line != null; line = text.next()) {
      parser.read(line);
    }
    Section section = parser.named ? parser.forUs : parser.forAll;
    return new RobotsRules(section.rules, section.crawlDelay, parser.sitemaps);
  }

  private void read(RobotsLine line) {
    switch (line.field()) {
      case USER_AGENT -> agent(line.value());
      case ALLOW, DISALLOW -> rule(line);
      case CRAWL_DELAY -> crawlDelay(line.value());
      case SITEMAP -> sitemap(line.value());
    }
  }

  private void agent(String value) {
    // As Google does: "* something" is everybody too.
    boolean everybody =
        value.startsWith("*") && (value.length() == 1 || Character.isWhitespace(value.charAt(1)));
    boolean us = agent.isNamedBy(value);
    named |= us;
    ruled.add(us, everybody);
    delayed.add(us, everybody);
  }

  private void rule(RobotsLine line) {
    ruled.complete = true;
    delayed.complete = true;
    Section section = section(ruled);
    if (section != null && !line.value().isEmpty()) {
      boolean allow = line.field() == RobotsLine.Field.ALLOW;
      section.rules.add(new Rule(line.number(), allow, line.value()));
    }
  }

  private void crawlDelay(String value) {
    delayed.complete = true;
    Section section = section(delayed);
    Duration delay = CrawlDelay.parse(value);
    if (section != null && delay != null) {
      Duration known = section.crawlDelay;
      section.crawlDelay = known == null || known.compareTo(delay) < 0 ? delay : known;
    }
  }

  private void sitemap(String value) {
    if (!value.isEmpty() && sitemaps.size() < RobotsPolicy.MAX_SITEMAPS) {
      sitemaps.add(new String(value.getBytes(ISO_8859_1), UTF_8));
    }
  }

  private @Nullable Section section(Group group) {
    return group.us ? forUs : group.everybody ? forAll : null;
  }

  private static final class Section {
    final List<Rule> rules = new ArrayList<>();
    @Nullable Duration crawlDelay;
  }

  /** Whom the lines that follow are for. */
  private static final class Group {
    boolean us;
    boolean everybody;
    boolean complete;

    void add(boolean isUs, boolean isEverybody) {
      us = isUs || (us && !complete);
      everybody = isEverybody || (everybody && !complete);
      complete = false;
    }
  }
}
