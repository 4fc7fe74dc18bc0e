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
  private final PrefixIndex index;

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
    index = new PrefixIndex(ordered.stream().map(Pattern::matched).toList());
  }

  /** A rule as it stands in the text. */
  record Rule(int line, boolean allow, String value) {}

  private record Pattern(int line, boolean allow, String text, int length, boolean anchored) {
    int priority() {
      return anchored ? length + 1 : length;
    }

    /** That part of the text that is to match. */
    String matched() {
      return text.substring(0, length);
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
  int decide(PatternMatcher matcher) {
    String path = matcher.path();
    int best = textEnds.length;
    int hash = 0;
    for (int length = 0; ; length++) {
      if (index.has(length)) {
        best = first(matcher, index.first(hash, length), best);
      }
      if (length == Math.min(path.length(), PrefixIndex.LONGEST)) {
        return best == textEnds.length ? -1 : best;
      }
      hash = PrefixIndex.add(hash, path.charAt(length));
    }
  }

  /** The first rule that matches, from one of the index on; or what is best so far. */
  private int first(PatternMatcher matcher, int from, int best) {
    for (int i = from; i >= 0 && i < best; i = index.next(i)) {
      int start = i == 0 ? 0 : textEnds[i - 1];
      boolean anchored = (linesAndFlags[i] & ANCHORED) != 0;
      if (matcher.matches(texts, start, patternEnds[i], anchored)) {
        return i;
      }
    }
    return best;
  }

  boolean allows(int rule) {
    return (linesAndFlags[rule] & ALLOW) != 0;
  }

  /** The number of a rule's line, from 1. */
  int line(int rule) {
    return linesAndFlags[rule] >>> FLAG_BITS;
  }

  /** A rule for people to read. */
  String describe(int rule) {
    String text = texts.substring(rule == 0 ? 0 : textEnds[rule - 1], textEnds[rule]);
    String words = (allows(rule) ? "Allow: " : "Disallow: ") + OctetForms.printable(text);
    return words.length() <= RobotsVerdict.MAX_RULE
        ? words
        : words.substring(0, RobotsVerdict.MAX_RULE - 3) + "...";
  }

  boolean isSameAs(PathRules other) {
    return texts.equals(other.texts)
        && Arrays.equals(textEnds, other.textEnds)
        && Arrays.equals(patternEnds, other.patternEnds)
        && Arrays.equals(linesAndFlags, other.linesAndFlags);
  }

  /** About how many bytes it takes. */
  long weight() {
    return 128 + texts.length() + 3L * Integer.BYTES * textEnds.length + index.weight();
  }
}
