package dev.outlink.cli.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of WARC files, whole and damaged. */
class WarcRecordsTest {

  private static final String END = "\r\n\r\n";

  /** Gives its bytes so many at a time. */
  private static InputStream pieces(byte[] file, int most) {
    return new ByteArrayInputStream(file) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, most));
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }

  private static String record(int number, String block) {
    return "WARC/1.1\r\nWARC-Record-ID: <"
        + number
        + ">\r\nContent-Length: "
        + block.length()
        + END
        + block
        + END;
  }

  /** What can be read of a file: the number and block of each record that is whole. */
  private static List<String> read(byte[] file, int piece) throws IOException {
    List<String> read = new ArrayList<>();
    WarcRecords records = new WarcRecords(pieces(file, piece));
    boolean goesOn = true;
    while (goesOn) {
      try {
        WarcHead head = records.next();
        if (head == null) {
          return read;
        }
        String block = new String(records.block().readAllBytes(), ISO_8859_1);
        records.end();
        read.add(head.field("WARC-Record-ID") + block);
      } catch (IOException damaged) {
        goesOn = records.recover();
      }
    }
    return read;
  }

  /** A file of records and where each begins; the last offset is the file's length. */
  private static final class File {
    private final byte[] bytes;
    private final List<String> records;
    private final List<Integer> offsets;

    File(byte[] bytes, List<String> records, List<Integer> offsets) {
      this.bytes = bytes;
      this.records = records;
      this.offsets = offsets;
    }

    static File random(SplittableRandom random, boolean isPacked) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      List<String> records = new ArrayList<>();
      List<Integer> offsets = new ArrayList<>();
      int count = random.nextInt(1, 7);
      for (int i = 0; i < count; i++) {
        StringBuilder block = new StringBuilder();
        int length = random.nextInt(4) == 0 ? random.nextInt(150_000) : random.nextInt(60);
        for (int k = 0; k < length; k++) {
          block.append((char) random.nextInt(256));
        }
        offsets.add(all.size());
        records.add("<" + i + ">" + block);
        byte[] record = WarcRecordsTest.bytes(record(i, block.toString()));
        all.writeBytes(isPacked ? gzip(record) : record);
      }
      offsets.add(all.size());
      return new File(all.toByteArray(), records, offsets);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void next_recordsOfAnyBytesInAnyPieces_areWhole(boolean isPacked) throws IOException {
    SplittableRandom random = new SplittableRandom(31);
    for (int round = 0; round < 60; round++) {
      File file = File.random(random, isPacked);
      int piece = random.nextBoolean() ? 1 + random.nextInt(50) : 1 << 20;
      assertThat(read(file.bytes, piece)).as("round %d", round).isEqualTo(file.records);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void offset_ofEachRecord_isWhereItBegins(boolean isPacked) throws IOException {
    SplittableRandom random = new SplittableRandom(32);
    for (int round = 0; round < 30; round++) {
      File file = File.random(random, isPacked);
      WarcRecords records = new WarcRecords(pieces(file.bytes, 1_000));
      for (int i = 0; i < file.records.size(); i++) {
        assertThat(records.next()).isNotNull();
        assertThat(records.offset()).isEqualTo((long) file.offsets.get(i));
        records.end();
      }
      assertThat(records.next()).isNull();
      assertThat(records.offset()).isEqualTo((long) file.offsets.get(file.records.size()));
    }
  }

  /** A byte of a packed record is changed: the checksum tells, and it costs that record alone. */
  @Test
  void recover_byteOfAPackedRecordChanged_costsThatRecordAtMost() throws IOException {
    SplittableRandom random = new SplittableRandom(33);
    int lost = 0;
    for (int round = 0; round < 400; round++) {
      File file = File.random(random, true);
      int damaged = random.nextInt(file.records.size());
      int from = file.offsets.get(damaged);
      // The file's first byte says whether it is packed.
      int at = random.nextInt(Math.max(1, from), file.offsets.get(damaged + 1));
      byte[] bytes = file.bytes.clone();
      bytes[at] ^= (byte) random.nextInt(1, 256);

      List<String> others = new ArrayList<>(file.records);
      String own = others.remove(damaged);
      List<String> read = read(bytes, 1 << 20);
      assertThat(read).as("round %d, byte %d", round, at - from).containsAll(others);
      read.removeAll(others);
      assertThat(read).isIn(List.of(), List.of(own));
      lost += read.isEmpty() ? 1 : 0;
    }
    assertThat(lost).isGreaterThan(200);
  }

  @Test
  void recover_garbageBetweenRecords_isPassedOver() throws IOException {
    byte[] noise = new byte[300_000];
    new java.util.Random(34).nextBytes(noise);
    for (boolean isPacked : new boolean[] {true, false}) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = 0; i < 3; i++) {
        byte[] record = bytes(record(i, "block"));
        all.writeBytes(isPacked ? gzip(record) : record);
        all.writeBytes(noise);
        all.writeBytes(bytes("\n"));
      }
      assertThat(read(all.toByteArray(), 7_000))
          .containsExactly("<0>block", "<1>block", "<2>block");
    }
  }

  /** A file that ends anywhere ends, and what was whole until then was read. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void next_fileCutAnywhere_hasTheRecordsBefore(boolean isPacked) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<String> whole = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] record = bytes(record(i, "block " + i));
      all.writeBytes(isPacked ? gzip(record) : record);
      ends.add(all.size());
      whole.add("<" + i + ">block " + i);
    }
    for (int cut = 0; cut <= all.size(); cut++) {
      byte[] file = java.util.Arrays.copyOf(all.toByteArray(), cut);
      List<String> read = read(file, 16);
      int least = 0;
      while (least < 3 && ends.get(least) <= cut) {
        least++;
      }
      assertThat(read.size()).as("cut at %d", cut).isBetween(least, least + 1);
      assertThat(read).isEqualTo(whole.subList(0, read.size()));
    }
  }

  @ParameterizedTest
  @CsvSource({"10,0", "10,3", "10,10", "0,0"})
  void left_isWhatWasNotReadOfTheBlock(int length, int read) throws IOException {
    WarcRecords records =
        new WarcRecords(pieces(bytes(record(0, "x".repeat(length)) + record(1, "y")), 1));
    assertThat(records.next()).isNotNull();
    assertThat(records.block().readNBytes(read)).hasSize(read);
    assertThat(records.left()).isEqualTo(length - read);
    records.end();
    assertThat(records.next()).isNotNull();
    assertThat(new String(records.block().readAllBytes(), ISO_8859_1)).isEqualTo("y");
  }

  private static WarcHead head(String... lines) throws IOException {
    return WarcHead.of(List.of(lines));
  }

  @Test
  void head_fields_areTheFirstOfEachNameInAnyCase() throws IOException {
    WarcHead head =
        head(
            "WARC/1.0 \t",
            "A:1",
            "a: 2",
            "B:  x ",
            "\t y",
            " z",
            "Content-Length : 12",
            "no colon");
    assertThat(head.length()).isEqualTo(12);
    assertThat(head.field("a")).isEqualTo("1");
    assertThat(head.field("b")).isEqualTo("x y z");
    assertThat(head.field("CONTENT-LENGTH")).isEqualTo("12");
    assertThat(head.field("c")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "' 7', 7",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, ",
    "-1, ",
    "'', ",
    "1x, ",
    "1 2, ",
  })
  void head_length_isANumberOrNoHead(String text, @Nullable Long length) throws IOException {
    if (length == null) {
      assertThatThrownBy(() -> head("WARC/1.0", "Content-Length:" + text))
          .hasMessage("its Content-Length is '" + text + "'");
    } else {
      assertThat(head("WARC/1.0", "Content-Length:" + text).length()).isEqualTo(length);
    }
  }

  @Test
  void head_thatIsNone_saysWhy() {
    assertThatThrownBy(() -> head("WARC/1.0", "A: b")).hasMessage("no Content-Length");
    assertThatThrownBy(() -> head("WARC/1.0", "Content-Length: 1", "content-length: 2"))
        .hasMessage("two Content-Length fields");
    assertThatThrownBy(() -> head("WARC/x", "Content-Length: 1"))
        .hasMessage("not a WARC record: it begins with 'WARC/x'");
    assertThatThrownBy(() -> head("W".repeat(100)))
        .hasMessage("not a WARC record: it begins with '" + "W".repeat(40) + "...'");
  }

  /** With its empty line: one MiB is the most. */
  @Test
  void head_longerThanOneMiB_isRefused() throws IOException {
    String start = "WARC/1.0\r\nContent-Length: 0\r\nX: ";
    String most = "x".repeat((1 << 20) - start.length() - END.length());
    assertThat(new WarcRecords(pieces(bytes(start + most + END), 9_999)).next()).isNotNull();
    WarcRecords longer = new WarcRecords(pieces(bytes(start + most + "x" + END), 9_999));
    assertThatThrownBy(longer::next).hasMessage("its head is longer than 1 MiB");
  }
}
