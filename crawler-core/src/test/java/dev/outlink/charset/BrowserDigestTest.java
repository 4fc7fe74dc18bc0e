package dev.outlink.charset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What Chromium 156 decodes and encodes, as SHA-256: all single bytes, all pairs, triples and
 * sequences of four where an encoding has them, a megabyte of random bytes, a megabyte of the bytes
 * that decoders trip over; the query of every code point of planes 0 and 2 and of part of plane 1,
 * and of 20,000 random texts.
 *
 * <p>Where the oracle is "standard", Chromium errs, and at least one other implementation of the
 * standard's decoder gave the digest: it garbles the four pairs of Big5 that are two code points
 * (88 62, 88 64, 88 A3, 88 A5), reads a pair as JIS X 0212 after a broken triple of EUC-JP (8F FE
 * 41 A2 DF), and loses an error of ISO-2022-JP after a broken escape sequence (1B 24 A1 0E).
 */
class BrowserDigestTest {

  private static final Map<String, int[]> ALPHABETS =
      Map.of(
          "ISO-2022-JP",
          octets("1b1b1b1b24242828404242" + "4a49212223303145" + "5c7e7f0a0e0f80a120"),
          "UTF-8",
          octets("417f808f909fa0bfc0c1c2dfe0e1edeeeff0f1f3f4f5ff80bfbb"),
          "UTF-16BE",
          octets("d8dcdbdf0041fffee0d7"),
          "UTF-16LE",
          octets("d8dcdbdf0041fffee0d7"),
          "EUC-JP",
          octets("8e8f8f8fa1a2a4b0dfe0f0feff4180a0"),
          "gb18030",
          octets("818490e3feff3031393235807f41a6d9a8bc40a18f3a"),
          "GBK",
          octets("818490e3feff3031393235807f41a6d9a8bc40a18f3a"));

  private static final int MEGABYTE = 1 << 20;

  private static final int[] ANY_ALPHABET =
      octets("417f80818e8f9fa0a1b0dfe0fcfeff30405c7e886264a3a5f9");

  private static final String[] TEXTS = {
    "a", "\\", "~", "\u00a5", "\u203e", "\u2212", "\uff71", "\uff9f", "\u3042", "\u4e9c", "\u000e",
    "\u001b", "\u20ac", "\ue5e5", "\ud800", "\udc00", "\u00e9", "%", "'", "\uff0d", "\u4e02",
    "\ue000", "\u2550", "\u5341"
  };

  @TestFactory
  Stream<DynamicTest> decode_manyBytes_asChromium() throws IOException {
    return rows("decoding-digests.tsv")
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row[0] + " " + row[1],
                    () -> assertThat(decoded(encoding(row[0]), row[1])).isEqualTo(row[2])));
  }

  @TestFactory
  Stream<DynamicTest> encode_manyQueries_asChromium() throws IOException {
    return rows("encoding-digests.tsv")
        .filter(row -> encoding(row[0]).queryEncoding() != null)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row[0] + " " + row[1],
                    () -> assertThat(encoded(encoding(row[0]), row[1])).isEqualTo(row[2])));
  }

  private static Stream<String[]> rows(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BrowserDigestTest.class.getResourceAsStream(resource))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> line.split("\t")).toList().stream();
    }
  }

  private static WebEncoding encoding(String name) {
    return Objects.requireNonNull(WebEncoding.forLabel(name));
  }

  private static String decoded(WebEncoding encoding, String inputs) {
    return switch (inputs) {
      case "one" -> each(encoding, List.of(range(0, 255)));
      case "two" -> each(encoding, List.of(range(0, 255), range(0, 255)));
      case "three" -> each(encoding, List.of(range(0x8F, 0x8F), range(0, 255), range(0, 255)));
      case "four" ->
          each(
              encoding,
              List.of(range(0x81, 0xFE), range(0x30, 0x39), range(0x81, 0xFE), range(0x30, 0x39)));
      case "stream" -> digest(List.of(megabyte(encoding, range(0, 255), 0)));
      case "alphabet" ->
          digest(
              List.of(
                  megabyte(
                      encoding, ALPHABETS.getOrDefault(encoding.name(), ANY_ALPHABET), MEGABYTE)));
      default -> throw new IllegalArgumentException(inputs);
    };
  }

  /** A megabyte of random bytes of an alphabet, after some random numbers that do not count. */
  private static String megabyte(WebEncoding encoding, int[] alphabet, int skipped) {
    byte[] bytes = new byte[MEGABYTE];
    IntSupplier random = random(42);
    for (int i = -skipped; i < bytes.length; i++) {
      int octet = alphabet[random.getAsInt() % alphabet.length];
      if (i >= 0) {
        bytes[i] = (byte) octet;
      }
    }
    return encoding.decode(bytes, 0, bytes.length);
  }

  /** Every sequence by itself, each with a line end after it. */
  private static String each(WebEncoding encoding, List<int[]> places) {
    StringBuilder all = new StringBuilder();
    each(encoding, places, new byte[places.size()], 0, all);
    return digest(List.of(all.toString()));
  }

  private static void each(
      WebEncoding encoding, List<int[]> places, byte[] bytes, int at, StringBuilder all) {
    if (at == bytes.length) {
      all.append(encoding.decode(bytes, 0, bytes.length)).append('\n');
      return;
    }
    for (int octet : places.get(at)) {
      bytes[at] = (byte) octet;
      each(encoding, places, bytes, at + 1, all);
    }
  }

  private static String encoded(WebEncoding encoding, String inputs) {
    List<String> queries = new ArrayList<>();
    if (inputs.equals("all")) {
      for (int c = 0x21; c < 0x11000; c++) {
        queries.add(line(Character.toString(c), encoding));
      }
      for (int c = 0x1F000; c < 0x30000; c++) {
        queries.add(line(Character.toString(c), encoding));
      }
      queries.add(line(Character.toString(0x10FFFF), encoding));
    } else {
      IntSupplier random = random(7);
      for (int i = 0; i < 20_000; i++) {
        StringBuilder text = new StringBuilder();
        for (int rest = 1 + random.getAsInt() % 8; rest > 0; rest--) {
          text.append(TEXTS[random.getAsInt() % TEXTS.length]);
        }
        queries.add(line(text.toString(), encoding));
      }
    }
    return digest(queries);
  }

  private static String line(String query, WebEncoding encoding) {
    boolean fragment = query.startsWith("#");
    return (fragment ? "" : '?' + QueryText.percentEncoded(query + 'x', encoding)) + '\n';
  }

  private static String digest(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same numbers everywhere: the upper half of a linear congruence. */
  private static IntSupplier random(int seed) {
    int[] state = {seed};
    return () -> {
      state[0] = state[0] * 1_664_525 + 1_013_904_223;
      return state[0] >>> 16;
    };
  }

  private static int[] range(int first, int last) {
    int[] numbers = new int[last - first + 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = first + i;
    }
    return numbers;
  }

  private static int[] octets(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    int[] octets = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      octets[i] = bytes[i] & 0xFF;
    }
    return octets;
  }
}
