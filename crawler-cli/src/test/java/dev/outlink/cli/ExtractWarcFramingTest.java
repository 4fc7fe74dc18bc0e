package dev.outlink.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.cli.console.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands between the records of WARC files, and what becomes of the ones behind a damage. */
@Timeout(60)
class ExtractWarcFramingTest {

  private static final String A = "http://a.test/\thttp://a.test/b\n";
  private static final String C = "http://c.test/\thttp://c.test/d\n";
  private static final String E = "http://e.test/\thttp://e.test/f\n";

  private final Path folder;

  ExtractWarcFramingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({
    "'', '\r\n\r\n', '\r\n\r\n'",
    "\ufeff, '\r\n\r\n\ufeff', '\r\n\r\n'",
    "'\ufeff\ufeff\n', '\r\n\r\n\r\n', '\n'",
    "'\r\n\r\n', '\r\n\r\n\r\n\r\n', ''",
    "'\n\n\n', '\r\n', '\r\n'",
    "' \t\r\n', '\n', '\n \n'",
    "'', '', ''",
    "'\n', '\n\n', '\n\n'",
  })
  void linesBetweenRecords_doNotCount(String before, String between, String behind)
      throws IOException {
    for (String end : List.of("\r\n", "\n")) {
      String text =
          before
              + record("http://a.test/", "b", end)
              + between
              + record("http://c.test/", "d", end)
              + behind;

      assertRows(0, A + C, text.getBytes(UTF_8));
    }
  }

  @Test
  void linesBetweenPackedRecords_doNotCount() throws IOException {
    byte[] first =
        WarcFixture.gzip(("\ufeff\r\n" + record("http://a.test/", "b", "\n")).getBytes(UTF_8));
    byte[] second =
        WarcFixture.gzip((record("http://c.test/", "d", "\r\n") + "\r\n").getBytes(UTF_8));

    assertRows(
        0,
        A + C,
        join(
            "\r\n".getBytes(UTF_8), first, "\n\r\n".getBytes(UTF_8), second, "\n".getBytes(UTF_8)));
  }

  /** Members that end anywhere, also all in one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 333, 10_000})
  void membersThatAreNoRecords_areReadAsOne(int length) throws IOException {
    byte[] text =
        (record("http://a.test/", "b", "\r\n") + "\r\n\r\n" + record("http://c.test/", "d", "\r\n"))
            .getBytes(UTF_8);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < text.length; i += length) {
      file.writeBytes(
          WarcFixture.gzip(Arrays.copyOfRange(text, i, Math.min(text.length, i + length))));
    }

    assertRows(0, A + C, file.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void httpHead_withLineFeedsOnly_isRead(boolean compressed) throws IOException {
    byte[] block = "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<a href=b>".getBytes(UTF_8);

    assertRows(
        0,
        A,
        new WarcFixture(compressed)
            .record("response", "http://a.test/", "application/http", block)
            .bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "'WARC-Target-URI: ', 'no WARC-Target-URI, so the URL of its document is unknown'",
    "'WARC-Type: ', no WARC-Type",
  })
  void recordWithoutAField_isNamedWithItsOffset(String field, String reason) throws IOException {
    String first = record("http://a.test/", "b", "\r\n") + "\r\n\r\n";
    String text =
        first
            + record("http://x.test/", "x", "\r\n").replace(field, "X: ")
            + "\r\n\r\n"
            + record("http://c.test/", "d", "\r\n");

    Screen each = assertRows(6, A + C, text.getBytes(UTF_8));

    assertThat(each.err())
        .isEqualTo(
            "outlink: "
                + folder.resolve("w.warc")
                + ": the record at byte "
                + first.length()
                + " is broken: "
                + reason
                + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'Content-Length: [0-9]+', 'Content-Length: 7', its Content-Length is wrong: no record begins",
    "'Content-Length: ', 'Content-Length: -', 'its Content-Length is '",
    "'Content-Length: ', 'X: ', no Content-Length",
    "'WARC/1.1', 'WARC1.1', 'no WARC record begins here'",
    "'WARC/1.1', 'WARC/x', 'not a WARC record: it begins with '",
    "'HTTP/1.1 200 OK', 'HTTP/1.1 two OK', ''",
  })
  void damagedRecord_costsItself(String text, String damage, String reason) throws IOException {
    for (boolean compressed : new boolean[] {true, false}) {
      String damaged = record("http://x.test/", "x", "\r\n");
      damaged = damaged.replaceFirst(text, damage);
      byte[] file =
          new WarcFixture(compressed)
              .html("http://a.test/", "<a href=b>")
              .raw(packed(compressed, damaged + "\r\n\r\n"))
              .html("http://c.test/", "<a href=d>")
              .bytes();
      Screen each = new Screen();

      int status =
          Main.run(
              each.terminal, "extract", "-q", "--no-header", write(compressed, file).toString());

      assertThat(each.out()).isEqualTo(A + C);
      assertThat(status).isEqualTo(6);
      assertThat(each.err().lines())
          .singleElement()
          .asString()
          .contains(" is broken: " + reason)
          .doesNotContain("null");
    }
  }

  @Test
  void lengthThatTakesInTheNextRecord_givesNoneOfItsLinks() throws IOException {
    String first =
        record("http://a.test/", "b", "\r\n")
            .replaceFirst("Content-Length: [0-9]+", "Content-Length: 150");

    assertRows(
        6,
        E,
        (first
                + "\r\n\r\n"
                + record("http://c.test/", "d", "\r\n")
                + "\r\n\r\n"
                + record("http://e.test/", "f", "\r\n"))
            .getBytes(UTF_8));
  }

  @Test
  void lengthThatTakesInTheNextMember_givesNoneOfItsLinks() throws IOException {
    byte[] damaged =
        WarcFixture.gzip(
            (record("http://x.test/", "x", "\r\n").replace("Length: ", "Length: 1") + "\r\n\r\n")
                .getBytes(UTF_8));
    byte[] first = new WarcFixture(true).html("http://a.test/", "<a href=b>").bytes();
    byte[] third = new WarcFixture(true).html("http://c.test/", "<a href=d>").bytes();

    assertRows(6, A + C, join(first, damaged, third));
  }

  /** Whichever byte of a member is changed, no more than its record is lost. */
  @Test
  void damagedMember_costsItself() throws IOException {
    byte[] first = new WarcFixture(true).html("http://a.test/", "<a href=b>").bytes();
    byte[] second = new WarcFixture(true).html("http://c.test/", "<a href=d>").bytes();
    byte[] third = new WarcFixture(true).html("http://e.test/", "<a href=f>").bytes();
    for (int i = 0; i < second.length; i++) {
      byte[] damaged = second.clone();
      damaged[i] ^= 0x55;
      Screen each = new Screen();
      Path file = write(true, join(first, damaged, third));

      int status = Main.run(each.terminal, "extract", "-q", "--no-header", file.toString());

      assertThat(each.out()).as("%d", i).startsWith(A).endsWith(E);
      if (!each.out().contains(C)) {
        assertThat(each.err().lines())
            .as("%d", i)
            .singleElement()
            .asString()
            .startsWith(
                "outlink: " + file + ": the record at byte " + first.length + " is broken: ")
            .doesNotContain("null");
        assertThat(status).isEqualTo(6);
      }
    }
  }

  /** As a crawler leaves it that was killed and started again. */
  @Test
  void memberCutOffInTheMiddle_costsItself() throws IOException {
    byte[] first = new WarcFixture(true).html("http://a.test/", "<a href=b>").bytes();
    byte[] third = new WarcFixture(true).html("http://e.test/", "<a href=f>").bytes();
    for (int length = 1; length < first.length; length += 3) {
      Screen each = new Screen();
      Path file = write(true, join(first, Arrays.copyOf(first, length), third));

      assertThat(Main.run(each.terminal, "extract", "-q", "--no-header", file.toString()))
          .isEqualTo(6);
      assertThat(each.out()).as("%d", length).isEqualTo(A + E);
    }
  }

  @Test
  void largeDamagedMember_isPassedOver() throws IOException {
    byte[] noise = new byte[3_000_000];
    new Random(1).nextBytes(noise);
    byte[] large =
        new WarcFixture(true)
            .response("http://c.test/", noise, "HTTP/1.1 200 OK", "Content-Type: text/html")
            .bytes();
    large[large.length / 2] ^= 1;
    byte[] first = new WarcFixture(true).html("http://a.test/", "<a href=b>").bytes();
    byte[] third = new WarcFixture(true).html("http://e.test/", "<a href=f>").bytes();

    assertRows(6, A + E, join(first, large, third));
  }

  private static String record(String url, String link, String end) {
    String block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<a href=" + link + ">";
    return String.join(
        end,
        "WARC/1.1",
        "WARC-Type: response",
        "WARC-Target-URI: " + url,
        "Content-Type: application/http",
        "Content-Length: " + block.length(),
        "",
        block);
  }

  private static byte[] packed(boolean compressed, String record) throws IOException {
    byte[] bytes = record.getBytes(ISO_8859_1);
    return compressed ? WarcFixture.gzip(bytes) : bytes;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private Screen assertRows(int status, String rows, byte[] bytes) throws IOException {
    Screen each = new Screen();

    int ended =
        Main.run(each.terminal, "extract", "-q", "--no-header", write(false, bytes).toString());

    assertThat(each.out()).as(each.err()).isEqualTo(rows);
    assertThat(ended).isEqualTo(status);
    return each;
  }

  private Path write(boolean compressed, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(compressed ? "w.warc.gz" : "w.warc"), bytes);
  }
}
