package dev.outlink.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a misspelt name means, and words that a shell takes as they are. */
class NamesAndWordsTest {

  private static final List<String> NAMES = List.of("depth", "scope", "max-pages", "max-redirects");

  @ParameterizedTest
  @CsvSource({
    "depth, depth",
    "dept, depth",
    "depht, depth",
    "ddepthh, depth",
    "scop, scope",
    "max-page, max-pages",
    "maxredirect, max-redirects",
    "xyz, ",
    "dxxxh, ",
    "'', ",
    "completely-different, ",
  })
  void of_misspeltName_isTheClosestOrNone(String wrong, @Nullable String name) {
    assertThat(ClosestName.of(wrong, NAMES)).isEqualTo(name);
  }

  @Test
  void of_severalThatAreAsClose_isTheFirst() {
    assertThat(ClosestName.of("ab", List.of("abc", "abd"))).isEqualTo("abc");
    assertThat(ClosestName.of("ab", List.of())).isNull();
  }

  /** A name with as many edits as are close is found, however they are mixed. */
  @Test
  void of_nameWithFewEdits_isFound() {
    SplittableRandom random = new SplittableRandom(41);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder wrong = new StringBuilder("max-redirects");
      for (int edits = random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(wrong.length());
        char c = (char) ('a' + random.nextInt(26));
        switch (random.nextInt(3)) {
          case 0 -> wrong.deleteCharAt(at);
          case 1 -> wrong.insert(at, c);
          default -> wrong.setCharAt(at, c);
        }
      }
      assertThat(ClosestName.of(wrong.toString(), NAMES))
          .as("%s", wrong)
          .isEqualTo("max-redirects");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "urls.txt | urls.txt",
        "/a/b_c-d.txt | /a/b_c-d.txt",
        "http://h:80/%41 | http://h:80/%41",
        "user@h | user@h",
        "`` | ''",
        "a b | 'a b'",
        "it's | 'it'\\''s'",
        "$HOME | '$HOME'",
        "a;b | 'a;b'",
        "* | '*'",
        "~ | '~'",
        "caf\u00e9 | 'caf\u00e9'",
      })
  void word_ofAShell_isQuotedWhereItMustBe(String text, String word) {
    assertThat(ShellWord.of(text)).isEqualTo(word);
  }

  /** Next to a shell itself. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void word_ofAnyCharacters_isOneArgument() throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = ' '; c < 0x7f; c++) {
      all.append(c).append(c == '\'' ? "''" : "x");
    }
    String script = "printf '[%s]' " + ShellWord.of(all.toString()) + " " + ShellWord.of("");
    Process shell = new ProcessBuilder("/bin/sh", "-c", script).start();
    assertThat(
            new String(
                shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("[" + all + "][]");
    assertThat(shell.waitFor()).isZero();
  }
}
