package dev.outlink.robots;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a robots.txt says to us. Patterns are read in two ways: octet by octet as Google does, and
 * normalised as RFC 9309 wants it. What either forbids is forbidden. Immutable.
 */
final class RobotsRules {

  /** Some 20 milliseconds at worst; 200 rules with a wildcard need some thousands. */
  static final int MAX_STEPS = 1_000_000;

  private final PathRules asWritten;
  private final PathRules normalised;
  private final @Nullable Duration crawlDelay;
  private final List<String> sitemaps;

  RobotsRules(List<PathRules.Rule> rules, @Nullable Duration crawlDelay, List<String> sitemaps) {
    this.asWritten = PathRules.compile(rules, OctetForms::asWritten);
    this.normalised = normalised(rules, asWritten);
    this.crawlDelay = crawlDelay;
    this.sitemaps = List.copyOf(sitemaps);
  }

  private static PathRules normalised(List<PathRules.Rule> rules, PathRules asWritten) {
    if (rules.stream().allMatch(rule -> OctetForms.isPlain(rule.value()))) {
      return asWritten;
    }
    PathRules other = PathRules.compile(rules, OctetForms::normalisedPattern);
    return other.isSameAs(asWritten) ? asWritten : other;
  }

  /**
   * What they say about a path, with as much work as one verdict may take.
   *
   * @param path with the query, beginning with a slash; a char for each octet
   */
  RobotsVerdict verdict(String path) {
    RobotsVerdict verdict = verdict(path, new MatchSteps(MAX_STEPS));
    return verdict != null ? verdict : forbidden("the rules of robots.txt take too long to apply");
  }

  /** As {@link #verdict(String)}; null if that takes more steps than there are. */
  @Nullable RobotsVerdict verdict(String path, MatchSteps steps) {
    String literal = OctetForms.upperCased(path);
    RobotsVerdict verdict = verdict(asWritten, literal, steps);
    String normal = OctetForms.normalisedPath(path);
    if (verdict == null
        || !verdict.allowed()
        || (normalised == asWritten && normal.equals(literal))) {
      return verdict;
    }
    RobotsVerdict other = verdict(normalised, normal, steps);
    return other != null && other.allowed() && verdict.line() > 0 ? verdict : other;
  }

  /** That a path is not allowed, for another reason than a rule. */
  RobotsVerdict forbidden(String why) {
    return new RobotsVerdict(false, crawlDelay, 0, "", null, why);
  }

  private @Nullable RobotsVerdict verdict(PathRules rules, String path, MatchSteps steps) {
    PatternMatcher matcher = new PatternMatcher(path, steps.left());
    int index = rules.decide(matcher);
    steps.left(matcher.left());
    if (matcher.isExhausted()) {
      return null;
    }
    if (index < 0) {
      return new RobotsVerdict(true, crawlDelay, 0, "", null, "no rule of robots.txt applies");
    }
    boolean allowed = rules.allows(index);
    int line = rules.line(index);
    String detail = (allowed ? "allowed" : "disallowed") + " by line " + line + " of robots.txt";
    return new RobotsVerdict(allowed, crawlDelay, line, rules.describe(index), null, detail);
  }

  List<String> sitemaps() {
    return sitemaps;
  }

  /** About how many bytes they take. */
  long weight() {
    long weight = 128 + asWritten.weight();
    weight += normalised == asWritten ? 0 : normalised.weight();
    for (String sitemap : sitemaps) {
      weight += 64 + 2L * sitemap.length();
    }
    return weight;
  }
}
