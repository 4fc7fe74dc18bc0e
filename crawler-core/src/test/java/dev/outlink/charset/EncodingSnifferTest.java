package dev.outlink.charset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.charset.EncodingSniffer.Sniffed;
import dev.outlink.charset.EncodingSniffer.Source;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingSnifferTest {

  private static final String META = "<meta charset=windows-1251>";
  private static final String PAD = " ".repeat(2000);
  private static final String LATE = "<html><head>" + PAD;

  /** What Chromium 156 answered for each of these documents. */
  @TestFactory
  Stream<DynamicTest> sniff_declarationsInOddPlaces_asChromium() {
    return Stream.of(
            new String[] {"<?xml version='1.0' encoding=\"windows-1251\"?><p>", "windows-1251"},
            new String[] {"<?xml encoding='windows-1250'?>" + META, "windows-1251"},
            new String[] {"<?xml encoding='windows-1250'?>" + LATE + META, "windows-1251"},
            new String[] {"<?xml version='1.0' encoding='utf-16'?><html>", "UTF-8"},
            new String[] {"<title>x</title>" + PAD + META, "windows-1251"},
            new String[] {"<title>x</title></head><body>" + PAD + META, "windows-1252"},
            new String[] {"<body><p>x</p>" + META, "windows-1251"},
            new String[] {"<html><head></head><body>" + " ".repeat(950) + META, "windows-1251"},
            new String[] {"<html><head>" + " ".repeat(1000) + META, "windows-1251"},
            new String[] {"<html><body>" + " ".repeat(1000) + META, "windows-1251"},
            new String[] {"<noscript>" + META + "</noscript>", "windows-1251"},
            new String[] {"<!-- " + META + " -->", "windows-1252"},
            new String[] {"<html><head><div>x</div>" + PAD + META, "windows-1252"},
            new String[] {LATE + "<script>'" + META + "'</script>", "windows-1252"},
            new String[] {LATE + "<script></p>'</script>" + META, "windows-1251"},
            new String[] {LATE + "<foo>" + META, "windows-1252"},
            new String[] {LATE + "</head>" + META, "windows-1252"},
            new String[] {
              LATE + "<link rel=x><style>a{}</style><base href=/>" + META, "windows-1251"
            },
            new String[] {LATE + "<template></template>" + META, "windows-1252"},
            new String[] {LATE + "<noframes></noframes>" + META, "windows-1252"},
            new String[] {LATE + "<a title=\"" + META + "\">", "windows-1252"},
            new String[] {"<meta charset=utf-16le>", "UTF-8"},
            new String[] {"<meta charset=x-user-defined>", "windows-1252"},
            new String[] {"<meta charset=foo>" + META, "windows-1251"},
            new String[] {META + "<meta charset=koi8-r>", "windows-1251"},
            new String[] {"<meta content='text/html; charset=windows-1251'>", "windows-1252"})
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row[0].strip(),
                    () -> assertThat(sniff(row[0], null).encoding().name()).isEqualTo(row[1])));
  }

  @ParameterizedTest
  @CsvSource({
    "'text/html; charset=koi8-r', KOI8-R, HEADER",
    "'text/html;CHARSET=\"utf-16le\"', UTF-16LE, HEADER",
    "'text/html; charset=foo', windows-1251, META",
    "'text/html', windows-1251, META",
    "charset=koi8-r, windows-1251, META"
  })
  void sniff_headerAndMeta_knownCharsetOfHeaderWins(String header, String name, Source source) {
    Sniffed sniffed = sniff(META, header);
    assertThat(sniffed.encoding().name()).isEqualTo(name);
    assertThat(sniffed.source()).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource({"EFBBBF, UTF-8, 3", "FEFF, UTF-16BE, 2", "FFFE, UTF-16LE, 2"})
  void sniff_byteOrderMark_winsOverHeader(String mark, String name, int length) {
    byte[] body = java.util.HexFormat.of().parseHex(mark + "0041");
    Sniffed sniffed = EncodingSniffer.sniff(body, body.length, "text/html; charset=koi8-r");
    assertThat(sniffed.encoding().name()).isEqualTo(name);
    assertThat(sniffed.bomLength()).isEqualTo(length);
    assertThat(sniffed.source()).isEqualTo(Source.BOM);
    assertThat(sniffed.decode(body, body.length)).doesNotStartWith("\uFEFF");
  }

  @ParameterizedTest
  @CsvSource({
    "\u0417\u0434\u0440\u0430\u0432\u0441\u0442\u0432\u0443\u0439\u0442\u0435, UTF-8, UTF-8",
    "\u041F\u0440\u0438\u0432\u0435\u0442 \u043C\u0438\u0440 \u044D\u0442\u043E \u0441\u0442\u0440"
        + "\u0430\u043D\u0438\u0446\u0430 \u043D\u0430 \u0440\u0443\u0441\u0441\u043A\u043E\u043C,"
        + " windows-1251, windows-1251",
    "\u3053\u308C\u306F\u65E5\u672C\u8A9E\u306E\u30DA\u30FC\u30B8\u3067\u3059\u3002, Shift_JIS,"
        + " Shift_JIS"
  })
  void sniff_nothingDeclared_isDetected(String text, String charset, String name) {
    byte[] body = ("<title>x</title>" + text).getBytes(Charset.forName(charset));
    Sniffed sniffed = EncodingSniffer.sniff(body, body.length, "text/html");
    assertThat(sniffed.encoding().name()).isEqualTo(name);
    assertThat(sniffed.source()).isEqualTo(Source.DETECTED);
  }

  @Test
  void sniff_onlyAscii_fallsBackToWindows1252() {
    Sniffed sniffed = sniff("<a href='?q=&eacute;'>", null);
    assertThat(sniffed.encoding()).isSameAs(WebEncoding.WINDOWS_1252);
    assertThat(sniffed.source()).isEqualTo(Source.FALLBACK);
  }

  @Test
  void sniff_utf8CutOffOrBrokenOnce_isUtf8() {
    byte[] body = "\u00E9".repeat(40).getBytes(StandardCharsets.UTF_8);
    assertThat(EncodingSniffer.sniff(body, body.length - 1, null).encoding())
        .isSameAs(WebEncoding.UTF_8);
    body[10] = (byte) 0xFF;
    assertThat(EncodingSniffer.sniff(body, body.length, null).encoding())
        .isSameAs(WebEncoding.UTF_8);
  }

  @Test
  void sniff_bytesBeyondTheLength_doNotCount() {
    byte[] body = (META.substring(0, 20) + META).getBytes(StandardCharsets.US_ASCII);
    assertThat(EncodingSniffer.sniff(body, 20, null).source()).isEqualTo(Source.FALLBACK);
    assertThat(EncodingSniffer.sniff(new byte[0], 0, "").source()).isEqualTo(Source.FALLBACK);
  }

  /** Tags that are never closed, over and over: 8 MB of each are read once and not again. */
  @ParameterizedTest
  @CsvSource({
    "<meta content=",
    "<meta a=b ",
    "<script>",
    "<!--",
    "<a b='",
    "</",
    "<?xml ",
    "charset"
  })
  void sniff_megabytesOfOpenTags_takesLinearTime(String part) {
    byte[] body = part.repeat((8 << 20) / part.length()).getBytes(StandardCharsets.US_ASCII);
    assertThat(EncodingSniffer.sniff(body, body.length, null).source()).isEqualTo(Source.FALLBACK);
    byte[] content = Arrays.copyOf("<meta content='".getBytes(StandardCharsets.US_ASCII), 8 << 20);
    Arrays.fill(content, 15, content.length - 2, (byte) 'c');
    content[content.length - 2] = '\'';
    content[content.length - 1] = '>';
    assertThat(EncodingSniffer.sniff(content, content.length, null).source())
        .isEqualTo(Source.FALLBACK);
  }

  @Test
  void sniff_randomDocuments_neverFails() {
    String[] parts = {
      "<", "meta ", ">", "charset", "=", "'", "\"", "content=", "http-equiv=content-type ", "utf-8",
      "<!--", "-->", "/", "<?xml", " encoding", "\u00E9", "\u00FF", "\0", "<script>", "</script",
      ";", ",", "text/html"
    };
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int rest = random.nextInt(30); rest > 0; rest--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      byte[] body = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      Sniffed sniffed = EncodingSniffer.sniff(body, body.length, text.toString());
      assertThat(sniffed.decode(body, body.length).length()).isLessThanOrEqualTo(body.length);
    }
  }

  private static Sniffed sniff(String text, @org.jspecify.annotations.Nullable String header) {
    byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
    return EncodingSniffer.sniff(body, body.length, header);
  }
}
