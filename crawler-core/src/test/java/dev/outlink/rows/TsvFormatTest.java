package dev.outlink.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsvFormatTest {

  @Test
  void links_severalLinks_rowEach() throws IOException {
    assertThat(
            links(
                Results.result(
                    "https://a.example/", "https://b.example/x", "https://c.example/#f")))
        .isEqualTo(
            "https://a.example/\thttps://b.example/x\nhttps://a.example/\thttps://c.example/#f\n");
  }

  @Test
  void links_none_noRow() throws IOException {
    assertThat(links(Results.result("https://a.example/"))).isEmpty();
  }

  @Test
  void links_backslashInUrl_staysAsItIs() throws IOException {
    assertThat(links(Results.result("https://a.example/?x\\y", "https://b.example/?\\t")))
        .isEqualTo("https://a.example/?x\\y\thttps://b.example/?\\t\n");
  }

  @Test
  void links_rawControlsInSource_escapedAllTheSame() throws IOException {
    assertThat(
            links(Results.result("https://a.example/\tx\ny\u001b[2J\u00e9", "https://b.example/")))
        .isEqualTo("https://a.example/\\tx\\ny\\u001b[2J\u00e9\thttps://b.example/\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 21, 64, 131_072})
  void links_cellsLongerThanTheBuffer_intact(int capacity) throws IOException {
    String source =
        "https://a.example/" + "s".repeat(300) + "\u20ac\ud83d\ude00\t" + "m".repeat(70);
    String link = "https://b.example/" + "l".repeat(500);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowBuffer out = new RowBuffer(bytes, capacity);
    RowFormat format = TsvFormat.links();
    format.rows(Results.result(source, link, link), out);
    out.flush();

    String row = source.replace("\t", "\\t") + "\t" + link + "\n";
    assertThat(bytes.toString(UTF_8)).isEqualTo(row + row);
  }

  @Test
  void header_bothKinds_namesOfTheColumns() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowBuffer out = new RowBuffer(bytes);
    TsvFormat.links().header(out);
    TsvFormat.pages().header(out);
    out.flush();

    assertThat(bytes.toString(UTF_8))
        .isEqualTo(
            "source\tlink\n"
                + "url\toutcome\tstatus\tfinal_url\tredirects\tcontent_type\tbytes\tlinks\tdepth"
                + "\tmillis\tfetched_at\tdetail\tattempts\n");
  }

  @Test
  void pages_fullRecord_allCells() throws IOException {
    assertThat(pages(Results.page("https://a.example/", "text/html; charset=utf-8", "fine")))
        .isEqualTo(
            "https://a.example/\tpage\t200\thttps://a.example/\t1\ttext/html; charset=utf-8"
                + "\t1234\t2\t3\t45\t2026-03-04T05:06:07.089Z\tfine\t1\n");
  }

  @Test
  void pages_emptyRecord_absentIsEmpty() throws IOException {
    PageRecord page =
        new PageRecord("no\turl\\", Outcome.BAD_URL, 0, null, 0, null, 0, 0, 0, 0, null, "", 0);

    assertThat(pages(page)).isEqualTo("no\\turl\\\\\tbad-url\t\t\t0\t\t0\t0\t0\t0\t\t\t0\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
    "2026-11-21T23:59:59.999999999Z, 2026-11-21T23:59:59.999Z",
    "0987-01-01T00:00:00.010Z, 0987-01-01T00:00:00.010Z"
  })
  void pages_time_threeDecimalsAlways(Instant time, String cell) throws IOException {
    PageRecord page =
        new PageRecord(
            "https://a.example/", Outcome.PAGE, 0, null, 0, null, 0, 0, 0, 0, time, "", 1);

    assertThat(pages(page)).endsWith("\t" + cell + "\t\t1\n");
  }

  @Test
  void pages_everyCharacterInDetail_escapedExactlyWhereUnsafe() throws IOException {
    for (int c = 0; c < 0x3000; c++) {
      String expected = c < 0x80 ? ascii((char) c) : beyondAscii(c);
      assertThat(cell("x" + (char) c)).as("U+%04X", c).isEqualTo("x" + expected);
    }
  }

  private static String ascii(char c) {
    return switch (c) {
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\\' -> "\\\\";
      default -> c < ' ' || c == 0x7f ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    };
  }

  private static String beyondAscii(int c) {
    List<Integer> unsafe =
        List.of(
            0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066,
            0x2067, 0x2068, 0x2069);
    return c <= 0x9f || unsafe.contains(c) ? String.format("\\u%04x", c) : String.valueOf((char) c);
  }

  @Test
  void pages_surrogates_pairsStayLoneOnesAreEscaped() throws IOException {
    assertThat(cell("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
    assertThat(cell("a\ud83d")).isEqualTo("a\\ud83d");
    assertThat(cell("\ude00b")).isEqualTo("\\ude00b");
  }

  @ParameterizedTest
  @CsvSource({"=1+1, \\u003d1+1", "+1, \\u002b1", "-1, \\u002d1", "@x, \\u0040x", "a=1, a=1"})
  void pages_startOfFormula_escaped(String text, String cell) throws IOException {
    assertThat(cell(text)).isEqualTo(cell);
    assertThat(pages(Results.page("https://a.example/", text, ""))).contains("\t" + cell + "\t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Best\" of 2024 | \\\"Best\" of 2024",
        "\"|\\\"",
        "\"\"|\\\"\"",
        "\"=1|\\\"=1",
        "a \"b\"|a \"b\"",
        "\\\"|\\\\\"",
        "\\|\\\\",
        "a\\|a\\\\",
        "\\n|\\\\n",
        "` `|\\u0020",
        "`  `|`\\u0020 `",
        "` a`|` a`",
      })
  void cell_thatAReaderMightTakeForSomethingElse_escaped(String text, String cell)
      throws IOException {
    assertThat(cell(text)).isEqualTo(cell);
    assertThat(unescaped(cell)).isEqualTo(text);
    assertThat(pages(Results.page("https://a.example/", text, ""))).contains("\t" + cell + "\t");
  }

  @Test
  void badInputLine_isOneCell() throws IOException {
    for (String line : List.of("\"http://a/", "\"\tx\\", "\r", "\u0000", "a\"\n\"", "\"\"\"\\")) {
      PageRecord page =
          new PageRecord(line, Outcome.BAD_URL, 0, null, 0, null, 0, 0, 0, 0, null, "", 0);

      String row = pages(page);

      assertThat(row).doesNotStartWith("\"").doesNotContainPattern("[\r\u0000]|\n.");
      assertThat(row.chars().filter(c -> c == '\t')).hasSize(12);
      assertThat(unescaped(row.substring(0, row.indexOf('\t')))).isEqualTo(line);
    }
  }

  /** As docs/formats.md says that a cell is to be read. */
  private static String unescaped(String cell) {
    return Pattern.compile("\\\\(u([0-9a-f]{4})|.)")
        .matcher(cell)
        .replaceAll(
            match -> {
              String what = match.group(1);
              String plain =
                  switch (what.charAt(0)) {
                    case 't' -> "\t";
                    case 'n' -> "\n";
                    case 'r' -> "\r";
                    case 'u' -> String.valueOf((char) Integer.parseInt(match.group(2), 16));
                    default -> what;
                  };
              return Matcher.quoteReplacement(plain);
            });
  }

  private static String cell(String detail) throws IOException {
    String row = pages(Results.page("https://a.example/", "text/html", detail));
    assertThat(row).endsWith("\t1\n");
    int end = row.length() - "\t1\n".length();
    return row.substring(row.lastIndexOf('\t', end - 1) + 1, end);
  }

  private static String links(PageResult result) throws IOException {
    return text(TsvFormat.links(), result);
  }

  private static String pages(PageRecord page) throws IOException {
    return text(TsvFormat.pages(), new PageResult(page, List.of()));
  }

  private static String text(RowFormat format, PageResult result) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowBuffer out = new RowBuffer(bytes);
    format.rows(result, out);
    out.flush();
    return bytes.toString(UTF_8);
  }
}
