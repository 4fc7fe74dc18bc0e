package dev.outlink.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to write an IPv4 address. */
class Ipv4Test {

  private static long parse(String text) {
    return Ipv4.parse("x" + text + "x", 1, text.length() + 1);
  }

  private static boolean endsInNumber(String text) {
    return Ipv4.endsInNumber("x." + text + "0", 2, text.length() + 2);
  }

  private static String shown(long address) {
    StringBuilder out = new StringBuilder();
    Ipv4.append(out, address);
    return out.toString();
  }

  @Test
  void parse_anAddressInAnyForm_isTheSame() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 20_000; round++) {
      long address = random.nextLong(1L << random.nextInt(1, 33));
      int parts = random.nextInt(1, 5);
      StringBuilder text = new StringBuilder();
      for (int part = 1; part < parts; part++) {
        text.append(number(random, (address >> (32 - 8 * part)) & 255)).append('.');
      }
      text.append(number(random, address & ((1L << (8 * (5 - parts))) - 1)));
      if (random.nextInt(4) == 0) {
        text.append('.');
      }
      assertThat(parse(text.toString())).as("%s", text).isEqualTo(address);
      assertThat(endsInNumber(text.toString())).as("%s", text).isTrue();
      assertThat(parse(shown(address))).isEqualTo(address);
    }
  }

  private static String number(SplittableRandom random, long value) {
    String zeros = "0".repeat(random.nextInt(3));
    return switch (random.nextInt(4)) {
      case 0 -> "0" + zeros + Long.toOctalString(value);
      case 1 -> (random.nextBoolean() ? "0x" : "0X") + zeros + Long.toHexString(value);
      case 2 -> ("0x" + zeros + Long.toHexString(value)).toUpperCase(java.util.Locale.ROOT);
      default -> Long.toString(value);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "255.255.255.255, 4294967295",
    "4294967295, 4294967295",
    "0xffffffff, 4294967295",
    "037777777777, 4294967295",
    "255.16777215, 4294967295",
    "255.255.65535, 4294967295",
    "0, 0",
    "0x, 0",
    "0x.0x.0, 0",
    "00, 0",
    "1.2.3.4., 16909060",
  })
  void parse_bounds_areAddresses(String text, long address) {
    assertThat(parse(text)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4294967296",
        "0x100000000",
        "040000000000",
        "99999999999999999999999999999999999999",
        "0xffffffffffffffffffffffffffffffff",
        "256.1",
        "1.16777216",
        "1.1.65536",
        "1.1.1.256",
        "256.0.0.0",
        "1.2.3.4.5",
        "1.2.3.4.0",
        "1..2",
        ".1",
        "1.2..",
        ".",
        "",
        "08",
        "09.1",
        "1.0x1g",
        "-1",
        "+1",
        "1 ",
        "\u0661",
        "a"
      })
  void parse_whatIsNone_isMinusOne(String text) {
    assertThat(parse(text)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "a.1, true",
    "a.1., true",
    "a.0x, true",
    "a.0xFf., true",
    "a.09, true",
    "a.08., true",
    "a.99999999999999999999999, true",
    "a.0xg, false",
    "a.1a, false",
    "1.a, false",
    "1.., false",
    "., false",
    "'', false",
    "a, false",
    "0xx, false",
  })
  void endsInNumber_lastLabel_decides(String host, boolean ends) {
    assertThat(endsInNumber(host)).isEqualTo(ends);
  }
}
