package dev.outlink.robots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The rules of a group, compiled: ordered so that the first that matches decides, which is the
 * longest, of those an allow, of those the first in the text (RFC 9309, section 2.2.2). Immutable.
 */
final class PathRules {

  private static final int ALLOW = 1;
  private static final int ANCHORED = 2;
  private static final int FLAG_BITS = 2;

  private static final Comparator<Pattern> ORDER =
      Comparator.comparingInt(Pattern::priority)
          .reversed()
          .thenComparing(Pattern::allow, Comparator.reverseOrder())
          .thenComparingInt(Pattern::line);

  private final String texts; // the patterns, one after another
  private final int[] textEnds;
  private final int[] patternEnds; // of that part of a text that is to match
  private final int[] linesAndFlags;

  private PathRules(List<Pattern> ordered) {
    StringBuilder all = new StringBuilder();
    textEnds = new int[ordered.size()];
    patternEnds = new int[ordered.size()];
    linesAndFlags = new int[ordered.size()];
    for (int i = 0; i < ordered.size(); i++) {
      Pattern pattern = ordered.get(i);
      patternEnds[i] = all.length() + pattern.length;
      all.append(pattern.text);
      textEnds[i] = all.length();
      linesAndFlags[i] =
          pattern.line << FLAG_BITS
              | (pattern.anchored ? ANCHORED : 0)
              | (pattern.allow ? ALLOW : 0);
    }
    texts = all.toString();
  }

  /** A rule as it stands in the text. */
  record Rule(int line, boolean allow, String value) {}

  private record Pattern(int line, boolean allow, String text, int length, boolean anchored) {
    int priority() {
      return anchored ? length + 1 : length;
    }
  }

  /** Compiles rules; those that can match no path are left out. */
  static PathRules compile(List<Rule> rules, UnaryOperator<String> form) {
    List<Pattern> patterns = new ArrayList<>();
    for (Rule rule : rules) {
      String text = form.apply(rule.value);
      if (text.startsWith("/") || text.startsWith("*")) {
        boolean anchored = text.endsWith("$");
        int length = anchored ? text.length() - 1 : text.length();
        patterns.add(new Pattern(rule.line, rule.allow, text, length, anchored));
        // As Google does: who allows an index page allows its folder.
        int slash = text.lastIndexOf('/');
        if (rule.allow && slash >= 0 && text.startsWith("/index.htm", slash)) {
          patterns.add(new Pattern(rule.line, true, text, slash + 1, true));
        }
      }
    }
    patterns.sort(ORDER);
    return new PathRules(patterns);
  }

  /** The index of the rule that decides, or -1 for none. */
  int decide(PatternMatcher path) {
    int start = 0;
    for (int i = 0; i < textEnds.length; i++) {
      boolean anchored = (linesAndFlags[i] & ANCHORED) != 0;
      if (path.matches(texts, start, patternEnds[i], anchored)) {
        return i;
      }
      start = textEnds[i];
    }
    return -1;
  }

  boolean allows(int index) {
    return (linesAndFlags[index] & ALLOW) != 0;
  }

  /** The number of a rule's line, from 1. */
  int line(int index) {
    return linesAndFlags[index] >>> FLAG_BITS;
  }

  /** A rule for people to read. */
  String describe(int index) {
    String text = texts.substring(index == 0 ? 0 : textEnds[index - 1], textEnds[index]);
    String rule = (allows(index) ? "Allow: " : "Disallow: ") + Octets.printable(text);
    return rule.length() <= RobotsVerdict.MAX_RULE
        ? rule
        : rule.substring(0, RobotsVerdict.MAX_RULE - 3) + "...";
  }

  boolean isSameAs(PathRules other) {
    return texts.equals(other.texts)
        && Arrays.equals(textEnds, other.textEnds)
        && Arrays.equals(patternEnds, other.patternEnds)
        && Arrays.equals(linesAndFlags, other.linesAndFlags);
  }

  /** About how many bytes it takes. */
  long weight() {
    return 128 + texts.length() + 3L * Integer.BYTES * textEnds.length;
  }
}
