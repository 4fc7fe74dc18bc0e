package dev.outlink.seed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of bytes, however they arrive. */
class ByteLinesTest {

  private static final int LONGEST = 65_536;

  /** Gives as many bytes at a time as it likes. */
  private static final class Pieces extends InputStream {
    private final ByteArrayInputStream in;
    private final SplittableRandom random;
    private final int most;

    Pieces(byte[] bytes, long seed, int most) {
      this.in = new ByteArrayInputStream(bytes);
      this.random = new SplittableRandom(seed);
      this.most = most;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return in.read(target, offset, Math.min(length, random.nextInt(1, most + 1)));
    }
  }

  private static List<String> lines(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ByteLines reader = new ByteLines(in)) {
      reader.begin();
      while (reader.next()) {
        assertThat(reader.number()).isEqualTo(lines.size() + 1);
        lines.add(reader.text() + (reader.tooLong() ? " ..." : ""));
      }
      assertThat(reader.next()).as("asked again").isFalse();
    }
    return lines;
  }

  private static List<String> lines(String text) throws IOException {
    return lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  /** The same, with the whole text at hand. */
  private static List<String> model(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text.replace("\r\n", "\n").replace('\r', '\n');
    while (!rest.isEmpty()) {
      int end = rest.indexOf('\n');
      String line = end < 0 ? rest : rest.substring(0, end);
      rest = end < 0 ? "" : rest.substring(end + 1);
      lines.add(line.length() > LONGEST ? line.substring(0, 8_192).strip() + " ..." : line.strip());
    }
    return lines;
  }

  @Test
  void lines_randomTextsInPieces_likeTheWholeText() throws IOException {
    SplittableRandom random = new SplittableRandom(21);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append("ab \t\r\n\r\n\r\n".charAt(random.nextInt(10)));
      }
      String all = text.toString();
      int most = random.nextInt(1, 6);
      assertThat(lines(new Pieces(all.getBytes(UTF_8), round, most)))
          .as("%s in pieces of %d", all.replace("\r", "\\r").replace("\n", "\\n"), most)
          .isEqualTo(model(all));
    }
  }

  /** Around the longest line and the size of the buffer, which is twice that. */
  @Test
  void lines_ofAnyLengthInPieces_likeTheWholeText() throws IOException {
    SplittableRandom random = new SplittableRandom(22);
    for (int round = 0; round < 60; round++) {
      StringBuilder text = new StringBuilder();
      for (int line = 0; line < 4; line++) {
        int length =
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(20);
              case 1 -> LONGEST + random.nextInt(-2, 3);
              case 2 -> 2 * LONGEST + random.nextInt(-2, 3);
              default -> random.nextInt(400_000);
            };
        text.append(String.valueOf((char) ('a' + line)).repeat(length));
        text.append(new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)]);
      }
      String all = text.toString();
      assertThat(lines(new Pieces(all.getBytes(UTF_8), round, 100_000)))
          .as("round %d", round)
          .isEqualTo(model(all));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void begin_byteOrderMark_isSkippedOnceInPiecesToo(int most) throws IOException {
    byte[] bytes = "\ufeffa\n\ufeffb".getBytes(UTF_8);
    assertThat(lines(new Pieces(bytes, 1, most))).containsExactly("a", "b");
    assertThat(lines(new Pieces(new byte[] {(byte) 0xef, (byte) 0xbb}, 1, most)))
        .as("half a mark")
        .containsExactly("\ufffd");
    assertThat(lines(new Pieces("\ufeff".getBytes(UTF_8), 1, most))).isEmpty();
  }

  @Test
  void begin_utf16OfEitherKind_isRefused() {
    for (String mark : new String[] {"\u00fe\u00ff", "\u00ff\u00fe"}) {
      assertThatThrownBy(() -> lines(new Pieces((mark + "\0a\0b").getBytes(ISO_8859_1), 1, 1)))
          .isInstanceOf(IOException.class)
          .hasMessage("the text is UTF-16; save it as UTF-8");
    }
  }

  @Test
  void text_whiteSpaceOfUnicode_isStripped() throws IOException {
    assertThat(lines("\u00a0a\u00a0b\u2003\n\u3000\ufeff\n \u2028x\u2029 \n"))
        .containsExactly("a\u00a0b", "", "x");
    assertThat(lines("\u00e9\n")).containsExactly("\u00e9");
  }

  @Test
  void text_octetsThatAreNoUtf8_areReplaced() throws IOException {
    assertThat(lines(new ByteArrayInputStream("a\u00ffb\n\u00c3".getBytes(ISO_8859_1))))
        .containsExactly("a\ufffdb", "\ufffd");
  }

  @Test
  void next_manyEmptyLines_areNumbered() throws IOException {
    assertThat(lines("\n".repeat(300_000))).hasSize(300_000).containsOnly("");
    assertThat(lines("\r\n".repeat(150_000))).hasSize(150_000);
    assertThat(lines("")).isEmpty();
  }

  /** A line that does not end takes no more memory than a long one. */
  @Test
  void next_lineWithoutEnd_isReadOver() throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = 200_000_000;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
              return -1;
            }
            int count = (int) Math.min(left, length);
            java.util.Arrays.fill(target, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
          }
        };
    assertThat(lines(endless)).containsExactly("x".repeat(8_192) + " ...");
  }
}
