package dev.outlink.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagNameLimitTest {

  private static final int LONGEST = 5;

  private static String read(String text, int most) throws IOException {
    StringBuilder all = new StringBuilder();
    char[] some = new char[most + 1];
    try (TagNameLimit in = new TagNameLimit(new StringReader(text), LONGEST, true)) {
      for (int n = in.read(some, 1, most); n >= 0; n = in.read(some, 1, most)) {
        all.append(some, 1, n);
      }
      assertThat(in.isCut()).isEqualTo(all.length() < text.length());
    }
    return all.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "a<bcdefg> => a<bcde",
        "a</bcdefg> => a</bcd",
        "<b><<cdefgh => <b><<cdef",
        "<b<cdefgh => <b<cd",
        "~<b x></b> <cdefg~ => ~<b x></b> <cdef~",
      })
  void read_longName_endsWithinIt(String text, String expected) throws IOException {
    for (int most = 1; most < 12; most++) {
      assertThat(read(text, most)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abcdefghijkl",
        "<bcde>",
        "<bcde fghijklm",
        "<bcde/fghijklm",
        "<bcd\nefghi",
        "</bcd>efghijk",
        "< bcdefghij",
        "<1bcdefghi",
        "<//bcdefgh",
        "<!doctype-and-more>",
        "<bcd>efghijkl</bcd>mnopqrst",
      })
  void read_noLongName_isWhole(String text) throws IOException {
    for (int most = 1; most < 12; most++) {
      assertThat(read(text, most)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "abcd>efgh>ijkl,false",
    "abcdefgh,true",
    "ab cdefg,true",
    "ab cdef,false",
    "abcd,false"
  })
  void isNeeded_longRunOfBytes(String text, boolean isNeeded) {
    assertThat(TagNameLimit.isNeeded(text.getBytes(UTF_8), text.length(), LONGEST))
        .isEqualTo(isNeeded);
  }

  @Test
  void read_notNeeded_passesAll() throws IOException {
    try (TagNameLimit in = new TagNameLimit(new StringReader("<bcdefghi"), LONGEST, false)) {
      char[] some = new char[20];
      assertThat(in.read(some, 0, 20)).isEqualTo(9);
      assertThat(in.isCut()).isFalse();
    }
  }
}
