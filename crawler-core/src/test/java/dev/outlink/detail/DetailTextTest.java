package dev.outlink.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts for details. */
class DetailTextTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 199, 200, 201, 1_000_000})
  void sanitised_ofAnyLength_hasTwoHundredCharactersAtMost(int length) {
    assertThat(DetailText.sanitised("x".repeat(length)))
        .isEqualTo("x".repeat(Math.min(length, 200)));
  }

  /** A pair of surrogates is one character, and is not cut in two. */
  @Test
  void sanitised_charactersBeyondTheFirstPlane_areWhole() {
    String face = "\uD83D\uDE00";
    assertThat(DetailText.sanitised(face.repeat(201))).isEqualTo(face.repeat(200));
    assertThat(DetailText.sanitised("x".repeat(199) + face + face)).endsWith("x" + face);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 9, 10, 13, 27, 0x7f, 0x85, 0x9f, 0xad, 0x200b, 0x200e, 0x2028, 0x2029, 0x202e, 0x2066,
        0xd800, 0xdfff, 0xfeff, 0xe0001
      })
  void sanitised_whatIsNotPrintable_isAQuestionMark(int codePoint) {
    assertThat(DetailText.sanitised("a" + Character.toString(codePoint) + "b")).isEqualTo("a?b");
  }

  @Test
  void sanitised_printableTexts_stayAsTheyAre() {
    for (String text :
        new String[] {"", "a b", "caf\u00e9", "\u98df\u72ee", "\u0627\u0644", "e\u0301"}) {
      assertThat(DetailText.sanitised(text)).isEqualTo(text);
    }
    assertThat(DetailText.sanitised(" \t\na b\r\n ")).isEqualTo("a b");
  }

  @Test
  void sanitised_again_isTheSame() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(300); i >= 0; i--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      String once = DetailText.sanitised(text.toString());
      assertThat(once.codePointCount(0, once.length())).isLessThanOrEqualTo(200);
      assertThat(once.codePoints().filter(Character::isISOControl).count()).isZero();
      assertThat(DetailText.sanitised(once)).isEqualTo(once.strip());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 s",
    "1,1 ms",
    "500,500 ms",
    "999,999 ms",
    "1000,1 s",
    "1500,1500 ms",
    "20000,20 s"
  })
  void of_duration_isInSecondsWhereTheyAreWhole(long millis, String text) {
    assertThat(DetailText.of(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void of_address_isNumbersWhereItIsKnown() throws UnknownHostException {
    InetAddress four = InetAddress.getByAddress("name.example", new byte[] {10, 0, 0, 1});
    assertThat(DetailText.of(new InetSocketAddress(four, 80))).isEqualTo("10.0.0.1:80");
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    InetAddress six = InetAddress.getByAddress("name.example", loopback);
    assertThat(DetailText.of(new InetSocketAddress(six, 443))).isEqualTo("[0:0:0:0:0:0:0:1]:443");
    assertThat(DetailText.of(InetSocketAddress.createUnresolved("name.example", 65_535)))
        .isEqualTo("name.example:65535");
  }

  /** Whatever the language of the user is. */
  @Test
  void of_number_hasCommas() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(DetailText.of(999)).isEqualTo("999");
      assertThat(DetailText.of(65_536)).isEqualTo("65,536");
      assertThat(DetailText.of(-1_234_567)).isEqualTo("-1,234,567");
    } finally {
      Locale.setDefault(before);
    }
  }
}
