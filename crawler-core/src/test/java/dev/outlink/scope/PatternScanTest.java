package dev.outlink.scope;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large an expression becomes when its counts are written out, next to what RE2/J makes. */
class PatternScanTest {

  private static final String[] PIECES = {
    "a",
    "\\d",
    "\\pL",
    "\\p{Greek}",
    "\\x{1F600}",
    "[a-z]",
    "[^]x]",
    "[[:alpha:]]",
    ".",
    "\\(",
    "\\Qab\\E"
  };
  private static final String[] NO_PIECES = {"(?i)", "(?s)", "(?-i)", "(?)", "\\Q\\E"};
  private static final String[] SIGNS = {"*", "+", "?", "*?", "+?", "??"};

  /** Of a valid expression, within twice the size: a count from zero has a way around each time. */
  @Test
  void size_ofRandomExpressions_isNoLessThanHalfOfWhatIsCompiled() {
    SplittableRandom random = new SplittableRandom(11);
    int valid = 0;
    for (int round = 0; round < 5_000; round++) {
      String expression = random(random, 3);
      int compiled = compiled(expression);
      if (compiled >= 0) {
        valid++;
        long size = new PatternScan(expression).size();
        assertThat(2 * size + 4).as(expression).isGreaterThanOrEqualTo(compiled);
        assertThat(size).as(expression).isLessThanOrEqualTo(200L * compiled);
      }
    }
    assertThat(valid).isGreaterThan(2_500);
  }

  private static String random(SplittableRandom random, int depth) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(1, 4);
    for (int i = 0; i < pieces; i++) {
      boolean group = depth > 0 && random.nextInt(3) == 0;
      text.append(
          group
              ? one(random, "(", "(?:", "(?i:", "(?P<n>") + random(random, depth - 1) + ")"
              : one(random, PIECES));
      if (random.nextInt(4) == 0) {
        text.append(one(random, SIGNS));
      }
      if (random.nextInt(4) == 0) {
        text.append(one(random, NO_PIECES));
      }
      if (random.nextInt(3) == 0) {
        int least = random.nextInt(6);
        text.append('{').append(least);
        text.append(one(random, "", ",", "," + (least + random.nextInt(6)))).append('}');
      }
      if (random.nextInt(8) == 0 && i + 1 < pieces) {
        text.append('|');
      }
    }
    return text.toString();
  }

  private static String one(SplittableRandom random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static int compiled(String expression) {
    try {
      return Pattern.compile(expression).programSize();
    } catch (PatternSyntaxException invalid) {
      return -1;
    }
  }

  /** What stands between a piece and its count, and is itself none, does not hide the piece. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "(?i)", "(?-s)", "(?)", "\\Q\\E", "(?i)(?m)\\Q\\E", "*(?i)", "+?\\Q\\E"})
  void size_countBehindWhatIsNoPiece_isThatOfThePieceBefore(String between) {
    String expression = "(a{99})" + between + "{50}";
    assertThat(compiled(expression)).as("it is valid").isGreaterThan(99 * 50);
    assertThat(new PatternScan(expression).size()).isGreaterThan(99 * 50).isLessThan(120 * 60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "abc 3",
        "a{0} 2",
        "a{3} 5",
        "a{2,5} 7",
        "a{5,} 7",
        "a{,5} 7",
        "ab{3} 6",
        "(a) 3",
        "(a){2} 12",
        "((a){2}){2} 56",
        "[abc]{3} 5",
        "[]]{3} 5",
        "[^]]{3} 5",
        "[\\]]{3} 5",
        "[[:alpha:]]{3} 5",
        "\\p{Greek}{3} 5",
        "\\x{61}{3} 5",
        "\\d{3} 5",
        "\\{{3} 5",
        "\\Q{3}\\E{3} 9",
        "a{ 2",
        "a{} 3",
        "a{b} 4",
        "a{1 3",
        "a*{3} 10",
      })
  void size_ofEachForm_isCounted(String expression, long size) {
    assertThat(new PatternScan(expression).size()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{99999999999999999999999999}",
        "((((((((((a{1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000})",
        "(((a{1000}){1000}){1000}){1000}b{1000}((((",
        "(a{1000})(?i){1000}(?i){1000}(?i){1000}(?i){1000}"
      })
  void size_beyondAnyNumber_isHugeAndNotNegative(String expression) {
    assertThat(new PatternScan(expression).size()).isGreaterThanOrEqualTo(1L << 39);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "a -1 -1 0",
        "(a)(b) -1 -1 1",
        "((a)b) -1 -1 2",
        "a( 1 -1 1",
        "(a(b( 0 -1 3",
        "(a)(b(c) 3 -1 2",
        "a)b) -1 1 0",
        "(a))( 4 3 1",
        "\\(\\) -1 -1 0",
        "[()] -1 -1 0",
        "[]()] -1 -1 0",
        "[^]()] -1 -1 0",
        "[[:(:]()] -1 -1 0",
        "\\Q((\\E -1 -1 0",
        "\\Q((\\E( 6 -1 1",
        "\\Q( -1 -1 0",
        "[( -1 -1 0",
        "[a\\ -1 -1 0",
        "\\ -1 -1 0",
      })
  void parentheses_withoutPartner_areFound(
      String expression, int unclosed, int unopened, int nesting) {
    PatternScan scan = new PatternScan(expression);
    assertThat(scan.unclosed()).isEqualTo(unclosed);
    assertThat(scan.unopened()).isEqualTo(unopened);
    assertThat(scan.nesting()).isEqualTo(nesting);
  }

  /** It is for expressions that nobody has looked at yet. */
  @Test
  void scan_anyCharactersInAnyOrder_endsAndIsNoLessThanNothing() {
    String signs = "ab\\QEpx{}[]()^:,?*+|.019-";
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i >= 0; i--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      PatternScan scan = new PatternScan(text.toString());
      assertThat(scan.size()).as("%s", text).isNotNegative();
      assertThat(scan.unclosed()).isBetween(-1, text.length() - 1);
      assertThat(scan.unopened()).isBetween(-1, text.length() - 1);
    }
  }
}
