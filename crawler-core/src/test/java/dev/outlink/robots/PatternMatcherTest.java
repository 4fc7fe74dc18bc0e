package dev.outlink.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PatternMatcherTest {

  /** Against the definition, on texts of few letters, so that much matches in part. */
  @Test
  void matches_ofRandomPatterns_isAsDefined() {
    Random random = new Random(20260721);
    int matched = 0;
    for (int i = 0; i < 200_000; i++) {
      String pattern = text(random, "ab*", 8);
      String path = text(random, "ab", 10);
      boolean anchored = random.nextBoolean();
      boolean expected = defined(pattern, 0, path, 0, anchored);
      matched += expected ? 1 : 0;
      PatternMatcher matcher = new PatternMatcher(path, 100_000);
      assertThat(matcher.matches("x" + pattern + "y", 1, pattern.length() + 1, anchored))
          .as("%s%s on %s", pattern, anchored ? "$" : "", path)
          .isEqualTo(expected);
      assertThat(matcher.isExhausted()).isFalse();
    }
    assertThat(matched).isBetween(20_000, 180_000);
  }

  @Test
  void matches_withoutStepsLeft_isExhausted() {
    PatternMatcher matcher = new PatternMatcher("/aaaa", 3);
    assertThat(matcher.matches("/aaaa", 0, 5, false)).isFalse();
    assertThat(matcher.isExhausted()).isTrue();
    assertThat(matcher.matches("/", 0, 1, false)).isFalse();
  }

  private static boolean defined(String pattern, int p, String path, int t, boolean anchored) {
    if (p == pattern.length()) {
      return !anchored || t == path.length();
    }
    if (pattern.charAt(p) == '*') {
      return defined(pattern, p + 1, path, t, anchored)
          || (t < path.length() && defined(pattern, p, path, t + 1, anchored));
    }
    return t < path.length()
        && pattern.charAt(p) == path.charAt(t)
        && defined(pattern, p + 1, path, t + 1, anchored);
  }

  private static String text(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(most + 1); length > 0; length--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
