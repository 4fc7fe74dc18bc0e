package dev.outlink.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IPv6 addresses, next to what the JDK makes of them. */
class Ipv6Test {

  /** In brackets, or null. */
  private static @Nullable String append(String text) {
    StringBuilder out = new StringBuilder();
    boolean is = Ipv6.append(out, "[" + text + "]", 1, text.length() + 1);
    if (!is) {
      assertThat(out).as("nothing is appended").isEmpty();
    }
    return is ? out.toString() : null;
  }

  /** The pieces of a text that the JDK takes for an address; null where it does not. */
  private static int @Nullable [] jdk(String text) {
    try {
      byte[] bytes = InetAddress.getByName("[" + text + "]").getAddress();
      if (bytes.length == 4) { // as it has addresses that are mapped from IPv4
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        bytes = mapped;
      }
      int[] pieces = new int[8];
      for (int i = 0; i < 8; i++) {
        pieces[i] = (bytes[2 * i] & 255) << 8 | (bytes[2 * i + 1] & 255);
      }
      return pieces;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** The longest run of zeros, the first of several, is left out (RFC 5952, section 4.2). */
  private static String model(int[] pieces) {
    String all = "";
    for (int piece : pieces) {
      all += ":" + Integer.toHexString(piece);
    }
    for (int zeros = 8; zeros >= 2; zeros--) {
      String run = ":0".repeat(zeros);
      for (int at = 0; at + zeros <= 8; at++) {
        boolean isZero = Arrays.stream(pieces, at, at + zeros).allMatch(piece -> piece == 0);
        if (isZero) {
          String before = join(pieces, 0, at);
          String after = join(pieces, at + zeros, 8);
          assertThat(all).contains(run);
          return "[" + before + "::" + after + "]";
        }
      }
    }
    return "[" + all.substring(1) + "]";
  }

  private static String join(int[] pieces, int from, int to) {
    return String.join(
        ":", Arrays.stream(pieces, from, to).mapToObj(Integer::toHexString).toArray(String[]::new));
  }

  private static int[] random(SplittableRandom random) {
    int[] pieces = new int[8];
    for (int i = 0; i < 8; i++) {
      pieces[i] = random.nextBoolean() ? 0 : random.nextInt(1 << random.nextInt(1, 17));
    }
    return pieces;
  }

  @Test
  void append_anAddressWrittenInAnyWay_isItsShortestForm() {
    SplittableRandom random = new SplittableRandom(6);
    for (int round = 0; round < 20_000; round++) {
      int[] pieces = random(random);
      String expected = model(pieces);
      String text = written(random, pieces);
      assertThat(append(text)).as(text).isEqualTo(expected);
      assertThat(append(expected.substring(1, expected.length() - 1))).isEqualTo(expected);
    }
  }

  private static String written(SplittableRandom random, int[] pieces) {
    String[] texts = new String[8];
    for (int i = 0; i < 8; i++) {
      String hex = Integer.toHexString(pieces[i]);
      int zeros = random.nextInt(5 - hex.length());
      texts[i] = "0".repeat(zeros) + (random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
    }
    int end = 8;
    String last = "";
    if (random.nextInt(3) == 0) {
      end = 6;
      last =
          String.format(
              Locale.ROOT,
              "%d.%d.%d.%d",
              pieces[6] >> 8,
              pieces[6] & 255,
              pieces[7] >> 8,
              pieces[7] & 255);
    }
    int at = random.nextInt(end);
    int to = at;
    while (to < end && pieces[to] == 0) {
      to++;
    }
    String[] tail = Arrays.copyOfRange(texts, to > at ? to : 0, end);
    String after = String.join(":", tail);
    String rest = after.isEmpty() || last.isEmpty() ? after + last : after + ":" + last;
    return to > at ? String.join(":", Arrays.copyOf(texts, at)) + "::" + rest : rest;
  }

  /** Texts with a fault here and there: both take them, or both do not. */
  @Test
  void append_randomTexts_areAddressesWhereTheJdkSaysSo() {
    SplittableRandom random = new SplittableRandom(7);
    int addresses = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder(written(random, random(random)));
      for (int faults = random.nextInt(3); faults > 0 && text.length() > 0; faults--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, ":.0f1".charAt(random.nextInt(5)));
          default -> text.setCharAt(at, ":.0f1".charAt(random.nextInt(5)));
        }
      }
      String all = text.toString();
      if (isLenientInJdk(all)) {
        continue;
      }
      int[] pieces = jdk(all);
      addresses += pieces == null ? 0 : 1;
      assertThat(append(all)).as(all).isEqualTo(pieces == null ? null : model(pieces));
    }
    assertThat(addresses).isBetween(20_000, 49_000);
  }

  /**
   * Leading zeros in the last four numbers, and pieces of more than four digits that begin with
   * zeros, which the URL standard does not take.
   */
  private static boolean isLenientInJdk(String text) {
    if (text.matches("(.*:)?0[0-9a-fA-F]{4,}(:.*)?")) {
      return true;
    }
    String last = text.substring(text.lastIndexOf(':') + 1);
    return last.indexOf('.') >= 0 && last.matches("(.*\\.)?0[0-9].*");
  }

  @ParameterizedTest
  @CsvSource({
    "::, [::]",
    "::1, [::1]",
    "1::, [1::]",
    "1::8, [1::8]",
    "1:2:3:4:5:6:7::, [1:2:3:4:5:6:7:0]",
    "::2:3:4:5:6:7:8, [0:2:3:4:5:6:7:8]",
    "1:0:0:4:0:0:7:8, [1::4:0:0:7:8]",
    "0:0:0:4:5:0:0:0, [::4:5:0:0:0]",
    "1:0:3:0:5:0:7:0, [1:0:3:0:5:0:7:0]",
    "::ffff:1.2.3.4, [::ffff:102:304]",
    "1:2:3:4:5:6:255.255.255.255, [1:2:3:4:5:6:ffff:ffff]",
    "::0.0.0.0, [::]",
    "00AB::, [ab::]",
  })
  void append_bounds_areSerialised(String text, String address) {
    assertThat(append(text)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1::",
        "1::2::3",
        ":1::2",
        "1:",
        "1::2:",
        "12345::",
        "g::",
        "::1%25eth0",
        "::1%eth0",
        " ::1",
        "1.2.3.4",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.256",
        "::1.2.3.04",
        "::1.2.3.",
        "::.1.2.3",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::0x1.2.3.4",
        "::-1"
      })
  void append_whatIsNone_isRefused(String text) {
    assertThat(append(text)).isNull();
  }

  @Test
  void jdk_hasTheSameLoopback() throws UnknownHostException {
    assertThat(InetAddress.getByName("[::1]")).isInstanceOf(Inet6Address.class);
    assertThat(jdk("::1")).containsExactly(0, 0, 0, 0, 0, 0, 0, 1);
  }
}
