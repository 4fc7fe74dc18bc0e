package dev.outlink.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

  @Test
  void controlsEscapesAndBidi_areReplaced() {
    assertThat(SafeText.of("a\u001b[31mb\nc\u0007d\u202Ee\u2066f\u200Bg\u009Bh\u007Fi\u2028j"))
        .isEqualTo("a?[31mb?c?d?e?f?g?h?i?j");
  }

  @Test
  void lettersOfAllKinds_stay() {
    assertThat(SafeText.of("na\u00EFve \u65E5\u672C \uD83D\uDE00"))
        .isEqualTo("na\u00EFve \u65E5\u672C \uD83D\uDE00");
  }

  @Test
  void loneSurrogate_isReplaced() {
    assertThat(SafeText.of("a\uD83Db")).isEqualTo("a?b");
  }

  @Test
  void longText_isCutBetweenCharacters() {
    assertThat(SafeText.of("x".repeat(300))).hasSize(200).endsWith("x...");
    assertThat(SafeText.of("abcd\uD83D\uDE00efghij", 8)).isEqualTo("abcd...");
    assertThat(SafeText.of("abcdefgh", 8)).isEqualTo("abcdefgh");
  }
}
