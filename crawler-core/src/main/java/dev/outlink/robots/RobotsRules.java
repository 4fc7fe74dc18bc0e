package dev.outlink.robots;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a robots.txt says to us. Patterns are read in two ways: octet by octet as Google does, and
 * normalised as RFC 9309 wants it. What either forbids is forbidden.
 */
final class RobotsRules implements HostRobots {

  private final PathRules asWritten;
  private final PathRules normalised;
  private final @Nullable Duration crawlDelay;
  private final List<String> sitemaps;

  RobotsRules(List<PathRules.Rule> rules, @Nullable Duration crawlDelay, List<String> sitemaps) {
    this.asWritten = PathRules.compile(rules, Octets::asWritten);
    this.normalised = normalised(rules, asWritten);
    this.crawlDelay = crawlDelay;
    this.sitemaps = List.copyOf(sitemaps);
  }

  private static PathRules normalised(List<PathRules.Rule> rules, PathRules asWritten) {
    if (rules.stream().allMatch(rule -> Octets.isPlain(rule.value()))) {
      return asWritten;
    }
    PathRules other = PathRules.compile(rules, Octets::normalisedPattern);
    return other.isSameAs(asWritten) ? asWritten : other;
  }

  @Override
  public RobotsVerdict verdict(String path) {
    String literal = Octets.upperCased(path);
    RobotsVerdict verdict = verdict(asWritten, literal);
    String normal = Octets.normalisedPath(path);
    if (!verdict.allowed() || (normalised == asWritten && normal.equals(literal))) {
      return verdict;
    }
    RobotsVerdict other = verdict(normalised, normal);
    return other.allowed() && verdict.line() > 0 ? verdict : other;
  }

  private RobotsVerdict verdict(PathRules rules, String path) {
    PatternMatcher matcher = new PatternMatcher(path, PatternMatcher.MAX_STEPS);
    int index = rules.decide(matcher);
    if (matcher.isExhausted()) {
      String detail = "the rules of robots.txt take too long to apply";
      return new RobotsVerdict(false, crawlDelay, 0, "", null, detail);
    }
    if (index < 0) {
      return new RobotsVerdict(true, crawlDelay, 0, "", null, "no rule of robots.txt applies");
    }
    boolean allowed = rules.allows(index);
    int line = rules.line(index);
    String detail = (allowed ? "allowed" : "disallowed") + " by line " + line + " of robots.txt";
    return new RobotsVerdict(allowed, crawlDelay, line, rules.describe(index), null, detail);
  }

  @Override
  public List<String> sitemaps() {
    return sitemaps;
  }

  @Override
  public long weight() {
    long weight = 128 + asWritten.weight();
    weight += normalised == asWritten ? 0 : normalised.weight();
    for (String sitemap : sitemaps) {
      weight += 64 + 2L * sitemap.length();
    }
    return weight;
  }
}
