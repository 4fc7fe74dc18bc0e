package dev.outlink.charset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read bit by bit is what is decoded at once. */
class ReaderTest {

  /** All that is of interest in UTF-8: ends of ranges, what is too short, what must not be. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "<",
          "\u007f",
          "\u0080",
          "\u00c2",
          "\u00a0",
          "\u00bf",
          "\u00c0",
          "\u00c1",
          "\u00c2\u0080",
          "\u00df\u00bf",
          "\u00e0\u00a0\u0080",
          "\u00e0\u009f\u00bf",
          "\u00e0",
          "\u00e1\u0080\u0080",
          "\u00e1\u0080",
          "\u00ec\u00bf\u00bf",
          "\u00ed\u009f\u00bf",
          "\u00ed\u00a0\u0080",
          "\u00ee\u0080\u0080",
          "\u00ef\u00bf\u00bd",
          "\u00ef\u00bf\u00bf",
          "\u00f0\u0090\u0080\u0080",
          "\u00f0\u008f\u00bf\u00bf",
          "\u00f0\u0090\u0080",
          "\u00f1\u0080\u0080\u0080",
          "\u00f4\u008f\u00bf\u00bf",
          "\u00f4\u0090\u0080\u0080",
          "\u00f5\u0080\u0080\u0080",
          "\u00ff");

  private static String read(WebEncoding encoding, byte[] bytes, int most) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] some = new char[most + 1];
    try (Reader reader = encoding.reader(bytes, 0, bytes.length)) {
      for (int n = reader.read(some, 1, most); n >= 0; n = reader.read(some, 1, most)) {
        assertThat(n).isPositive();
        text.append(some, 1, n);
      }
    }
    return text.toString();
  }

  private static byte[] mixed(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void read_utf8OfAnyBytes_isWhatDecodersOfTheStandardGive() throws IOException {
    Random random = new Random(8);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = mixed(random);
      String expected = reference(bytes);
      assertThat(WebEncoding.UTF_8.decode(bytes, 0, bytes.length)).isEqualTo(expected);
      for (int most = 1; most <= 4; most++) {
        assertThat(read(WebEncoding.UTF_8, bytes, most)).isEqualTo(expected);
      }
    }
  }

  /** Word for word the standard's decoder (8.1.1), a byte at a time. */
  private static String reference(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    int codePoint = 0;
    int needed = 0;
    int seen = 0;
    int lower = 0x80;
    int upper = 0xBF;
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xFF;
      if (needed == 0) {
        if (b < 0x80) {
          out.append((char) b);
        } else if (b >= 0xC2 && b <= 0xDF) {
          needed = 1;
          codePoint = b & 0x1F;
        } else if (b >= 0xE0 && b <= 0xEF) {
          lower = b == 0xE0 ? 0xA0 : lower;
          upper = b == 0xED ? 0x9F : upper;
          needed = 2;
          codePoint = b & 0xF;
        } else if (b >= 0xF0 && b <= 0xF4) {
          lower = b == 0xF0 ? 0x90 : lower;
          upper = b == 0xF4 ? 0x8F : upper;
          needed = 3;
          codePoint = b & 0x7;
        } else {
          out.append('\ufffd');
        }
      } else if (b < lower || b > upper) {
        codePoint = 0;
        needed = 0;
        seen = 0;
        lower = 0x80;
        upper = 0xBF;
        out.append('\ufffd');
        i--;
      } else {
        lower = 0x80;
        upper = 0xBF;
        codePoint = codePoint << 6 | (b & 0x3F);
        seen++;
        if (seen == needed) {
          out.appendCodePoint(codePoint);
          needed = 0;
          seen = 0;
        }
      }
    }
    return needed == 0 ? out.toString() : out.append('\ufffd').toString();
  }

  @Test
  void read_otherEncodings_isWhatIsDecodedAtOnce() throws IOException {
    Random random = new Random(9);
    for (WebEncoding encoding :
        List.of(
            WebEncoding.WINDOWS_1252,
            WebEncoding.GBK,
            WebEncoding.SHIFT_JIS,
            WebEncoding.UTF_16LE,
            WebEncoding.ISO_2022_JP)) {
      for (int round = 0; round < 500; round++) {
        byte[] bytes = mixed(random);
        assertThat(read(encoding, bytes, 3)).isEqualTo(encoding.decode(bytes, 0, bytes.length));
      }
      byte[] ascii = "plain <a href=x>".getBytes(StandardCharsets.US_ASCII);
      assertThat(read(encoding, ascii, 5)).isEqualTo(encoding.decode(ascii, 0, ascii.length));
    }
  }

  @Test
  void read_partOfAnArray_isThatPart() throws IOException {
    byte[] bytes = "abcdef".getBytes(StandardCharsets.US_ASCII);
    char[] some = new char[9];
    try (Reader reader = WebEncoding.UTF_8.reader(bytes, 1, 3)) {
      assertThat(reader.read(some, 0, 0)).isZero();
      assertThat(reader.read(some, 2, 5)).isEqualTo(3);
      assertThat(new String(some, 2, 3)).isEqualTo("bcd");
      assertThat(reader.read(some, 2, 5)).isEqualTo(-1);
    }
  }
}
