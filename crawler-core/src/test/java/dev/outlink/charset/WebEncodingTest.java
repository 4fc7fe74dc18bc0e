package dev.outlink.charset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebEncodingTest {

  private static final String[] NAMES = {
    "UTF-8",
    "IBM866",
    "ISO-8859-2",
    "ISO-8859-3",
    "ISO-8859-4",
    "ISO-8859-5",
    "ISO-8859-6",
    "ISO-8859-7",
    "ISO-8859-8",
    "ISO-8859-8-I",
    "ISO-8859-10",
    "ISO-8859-13",
    "ISO-8859-14",
    "ISO-8859-15",
    "ISO-8859-16",
    "KOI8-R",
    "KOI8-U",
    "macintosh",
    "windows-874",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "x-mac-cyrillic",
    "GBK",
    "gb18030",
    "Big5",
    "EUC-JP",
    "ISO-2022-JP",
    "Shift_JIS",
    "EUC-KR",
    "replacement",
    "UTF-16BE",
    "UTF-16LE",
    "x-user-defined"
  };

  @Test
  void forLabel_nameOfEveryEncoding_isThatEncoding() {
    assertThat(NAMES).hasSize(40).doesNotHaveDuplicates();
    for (String name : NAMES) {
      assertThat(encoding(name).name()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "latin1, windows-1252",
    "iso-8859-1, windows-1252",
    "ASCII, windows-1252",
    "' \t\n\f\rUtF-8 ', UTF-8",
    "unicode-1-1-utf-8, UTF-8",
    "x-unicode20utf8, UTF-8",
    "iso-8859-9, windows-1254",
    "tis-620, windows-874",
    "gb2312, GBK",
    "x-sjis, Shift_JIS",
    "ks_c_5601-1987, EUC-KR",
    "big5-hkscs, Big5",
    "logical, ISO-8859-8-I",
    "unicode, UTF-16LE",
    "unicodefffe, UTF-16BE",
    "hz-gb-2312, replacement",
    "cseucpkdfmtjapanese, EUC-JP"
  })
  void forLabel_otherLabels_areTheStandards(String label, String name) {
    assertThat(encoding(label).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "utf-7", "utf8mb4", "cp437", "utf\u00A08", "\u000Butf-8", "\u212Aoi8-r"})
  void forLabel_noLabelOfTheStandard_isNull(String label) {
    assertThat(WebEncoding.forLabel(label)).isNull();
  }

  @Test
  void output_ofUtf16AndReplacement_isUtf8() {
    for (String name : NAMES) {
      boolean other = name.startsWith("UTF-") || name.equals("replacement");
      assertThat(encoding(name).output().name()).isEqualTo(other ? "UTF-8" : name);
      assertThat(encoding(name).queryEncoding() == null).as(name).isEqualTo(other);
      assertThat(encoding(name).isUtf16()).isEqualTo(name.startsWith("UTF-16"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, 80 81 9F, 20AC 81 178",
    "ISO-8859-8-I, E0, 5D0",
    "KOI8-U, A4 AE, 454 45E",
    "Big5, 88 62 A4 40, CA 304 4E00",
    "Big5, 81 3C, FFFD 3C",
    "Big5, 87 40, 43F0",
    "Big5, A4, FFFD",
    "EUC-KR, B0 A1 81 41, AC00 AC02",
    "Shift_JIS, F0 40 B1 80 A0, E000 FF71 80 FFFD",
    "EUC-JP, 8E B1 8F B0 A1 B0 A1, FF71 4E02 4E9C",
    "EUC-JP, 8F FE 41 A2 DF, FFFD 41 2202",
    "ISO-2022-JP, 1B 24 42 30 21 1B 28 42 41, 4E9C 41",
    "ISO-2022-JP, 1B 28 4A 5C 1B 28 49 31, A5 FF71",
    "ISO-2022-JP, 1B 28, FFFD 28",
    "gb18030, 81 30 81 30 81 35 F4 37 80, 80 E7C7 20AC",
    "gb18030, 90 30 81 30, D800 DC00",
    "gb18030, A6 D9 FE 59, FE10 9FB4",
    "gb18030, 81 30 81 3C, FFFD 30 FFFD 3C",
    "UTF-8, ED A0 80 F0 9F 98, FFFD FFFD FFFD FFFD",
    "UTF-8, F0 9F 98 80 C0 AF, D83D DE00 FFFD FFFD",
    "UTF-16LE, 41 00 00 D8 42, 41 FFFD",
    "UTF-16BE, DC 00 D8 3D DE 00 41, FFFD D83D DE00 FFFD",
    "x-user-defined, 41 80 FF, 41 F780 F7FF",
    "replacement, 41 42, FFFD",
    "replacement, '', ''"
  })
  void decode_whatTheJdkDecodesDifferently_isAsTheStandard(
      String name, String octets, String units) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(octets);
    StringBuilder is = new StringBuilder();
    encoding(name)
        .decode(bytes, 0, bytes.length)
        .chars()
        .forEach(c -> is.append(is.isEmpty() ? "" : " ").append(Integer.toHexString(c)));
    assertThat(is.toString()).isEqualToIgnoringCase(units);
  }

  @Test
  void decode_partOfAnArray_readsNothingElse() {
    byte[] bytes = "xx\u00E9\u20ACyy".getBytes(StandardCharsets.UTF_8);
    assertThat(WebEncoding.UTF_8.decode(bytes, 2, 5)).isEqualTo("\u00E9\u20AC");
    byte[] korean = {'x', (byte) 0xB0, (byte) 0xA1};
    assertThat(encoding("EUC-KR").decode(korean, 0, 2)).isEqualTo("x\uFFFD");
    assertThatThrownBy(() -> WebEncoding.UTF_8.decode(bytes, 5, bytes.length))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Whatever a page sends: no exception, at most one character a byte, no lone surrogate. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void decode_randomBytes_neverFails(long seed) {
    Random random = new Random(seed);
    for (String name : NAMES) {
      for (int length = 0; length < 200; length++) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        String text = encoding(name).decode(bytes, 0, length);
        assertThat(text.length()).isLessThanOrEqualTo(length);
        assertThat(text.codePoints())
            .as("%s gives a lone surrogate", name)
            .noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
      }
    }
  }

  @Test
  void queryEncoding_textOfManyScripts_isAscii() {
    String text = "a\u00E9\u0416\u4E9C\uAC00\u4E00\u3042\uFF71z";
    for (String name : NAMES) {
      String query = QueryText.percentEncoded(text, encoding(name));
      assertThat(query).startsWith("a").endsWith("z").matches("[!-~]*");
    }
    assertThat(QueryText.percentEncoded("\u4E9C", encoding("EUC-JP"))).isEqualTo("%B0%A1");
    assertThat(QueryText.percentEncoded("\u4E9C", encoding("ISO-2022-JP")))
        .isEqualTo("%1B$B0!%1B(B");
    assertThat(QueryText.percentEncoded("\uD83D\uDE00\uD800", encoding("gb18030")))
        .isEqualTo("%949%FC6%841%A47");
    assertThat(QueryText.percentEncoded("\uD83D\uDE00\uD800", encoding("windows-1252")))
        .isEqualTo("%26%23128512%3B%26%2365533%3B");
  }

  private static WebEncoding encoding(String label) {
    return Objects.requireNonNull(WebEncoding.forLabel(label), label);
  }
}
