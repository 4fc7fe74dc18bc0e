package dev.outlink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.cli.console.Screen;
import dev.outlink.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code outlink extract} of WARC files that the tests write themselves. */
@Timeout(60)
class ExtractWarcTest {

  private final Path folder;
  private final Screen screen = new Screen();

  ExtractWarcTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static WarcFixture everything(boolean compressed) throws IOException {
    byte[] html = "<a href='c?q=1#f'>c</a><a href=c?q=1#f>again</a>".getBytes(UTF_8);
    return new WarcFixture(compressed)
        .record("warcinfo", "", "application/warc-fields", "software: test\r\n".getBytes(UTF_8))
        .record(
            "request",
            "http://a.test/",
            "application/http",
            "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8))
        .html("http://A.test/x y", "<a href=b>b</a>")
        .response(
            "<https://b.test/d/>",
            WarcFixture.chunked(WarcFixture.gzip(html)),
            "HTTP/1.1 201 Created",
            "content-type: text/html; charset=utf-8",
            "Transfer-Encoding: chunked",
            "Content-Encoding: gzip")
        .response(
            "http://a.test/old",
            "<a href=moved>x</a>".getBytes(UTF_8),
            "HTTP/1.1 301 Moved",
            "Content-Type: text/html",
            "Location: /new\u00c3\u00a9")
        .response(
            "http://a.test/gone",
            "<a href=x>x</a>".getBytes(UTF_8),
            "HTTP/1.1 404 Not Found",
            "Content-Type: text/html")
        .response("http://a.test/i.png", new byte[9], "HTTP/1.1 200 OK", "Content-Type: image/png")
        .record(
            "revisit",
            "http://a.test/",
            "application/http",
            "HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8))
        .record("response", "dns:a.test", "text/dns", "1.2.3.4".getBytes(UTF_8))
        .record("resource", "https://r.test/1", "text/html", "<a href=2>2</a>".getBytes(UTF_8))
        .html("http://a.test:99999/", "<a href=b>b</a>")
        .html("http://z.test/", "<a href=last>l</a>");
  }

  @Test
  void interimResponses_areReadOver() throws IOException {
    WarcFixture warc =
        new WarcFixture(false)
            .response(
                "http://a.test/",
                "<a href=x>x</a>".getBytes(UTF_8),
                "HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n",
                "HTTP/1.1 100 Continue\r\n",
                "HTTP/1.1 200 OK",
                "Content-Type: text/html")
            .html("http://z.test/", "<a href=last>l</a>");

    assertThat(extract(write("w.warc", warc.bytes()).toString(), "--no-header")).isZero();
    assertThat(screen.out())
        .isEqualTo("http://a.test/\thttp://a.test/x\nhttp://z.test/\thttp://z.test/last\n");
  }

  @Test
  void interimResponses_withoutEnd_costTheirRecordOnly() throws IOException {
    byte[] many = "HTTP/1.1 100 Continue\r\n\r\n".repeat(50_000).getBytes(UTF_8);
    WarcFixture warc =
        new WarcFixture(false)
            .record("response", "http://a.test/", "application/http", many)
            .html("http://z.test/", "<a href=last>l</a>");

    assertThat(extract(write("w.warc", warc.bytes()).toString(), "--no-header")).isEqualTo(6);
    assertThat(screen.out()).isEqualTo("http://z.test/\thttp://z.test/last\n");
    assertThat(screen.err()).contains("more than 20 interim responses");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void records_giveRowsInOrder(boolean compressed) throws IOException {
    Path file = write(compressed ? "w.WARC.gz" : "w.warc", everything(compressed).bytes());

    assertThat(extract(file.toString(), "--columns=source,link,status")).isZero();

    assertThat(screen.out())
        .isEqualTo(
            """
            source\tlink\tstatus
            http://a.test/x%20y\thttp://a.test/b\t200
            https://b.test/d/\thttps://b.test/d/c?q=1#f\t201
            https://r.test/1\thttps://r.test/2\t
            http://z.test/\thttp://z.test/last\t200
            """);
    assertThat(screen.err())
        .contains(
            "documents                     8\n",
            "bad-url                     1\n",
            "http-error                  1\n",
            "not-html                    1\n",
            "page                        4\n",
            "redirect                    1\n",
            "links                         4\n");
  }

  @Test
  void allEdges_location_andHeaders_whereSelected() throws IOException {
    byte[] bytes =
        new WarcFixture(true)
            .raw(everything(true).bytes())
            .response(
                "http://h.test/",
                "<a href=1>1</a>".getBytes(UTF_8),
                "HTTP/1.1 200 OK",
                "Content-Type: text/html",
                "Refresh: 0;url=/refreshed")
            .bytes();
    Path file = write("w.warc.gz", bytes);

    assertThat(extract(file.toString(), "--links=a,location", "--edges=all", "-q")).isZero();

    assertThat(screen.out())
        .contains(
            "https://b.test/d/\thttps://b.test/d/c?q=1#f\n".repeat(2)
                + "http://a.test/old\thttp://a.test/new%C3%A9\n"
                + "https://r.test/1\thttps://r.test/2\n");
    assertThat(screen.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lastRecordCut_restIsRead_andSaidWhere(boolean compressed) throws IOException {
    WarcFixture warc = new WarcFixture(compressed).html("http://a.test/", "<a href=b>b</a>");
    int offset = warc.bytes().length;
    byte[] whole = warc.html("http://c.test/", "<a href=d>" + noise() + "</a>").bytes();
    Path file = write(compressed ? "w.warc.gz" : "w.warc", Arrays.copyOf(whole, whole.length - 60));

    assertThat(extract(file.toString(), "-q")).isEqualTo(6);

    assertThat(screen.out()).isEqualTo("source\tlink\nhttp://a.test/\thttp://a.test/b\n");
    assertThat(screen.err().lines())
        .singleElement()
        .asString()
        .startsWith("outlink: " + file + ": the record at byte " + offset + " is broken: ");
  }

  /** Whatever length the file is cut at, it ends; whole records are read and others told. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fileCutAnywhere_ends(boolean compressed) throws IOException {
    byte[] first = new WarcFixture(compressed).html("http://a.test/", "<a href=b>b</a>").bytes();
    byte[] both =
        new WarcFixture(compressed).raw(first).html("http://c.test/", "<a href=d>d</a>").bytes();
    for (int length = first.length + 1; length < both.length - 4; length++) {
      Screen each = new Screen();
      Path file = write(compressed ? "w.warc.gz" : "w.warc", Arrays.copyOf(both, length));

      int status = Main.run(each.terminal, "extract", "-q", "--no-header", file.toString());

      assertThat(each.out()).as("%d", length).startsWith("http://a.test/\thttp://a.test/b\n");
      if (each.out().lines().count() == 1) {
        assertThat(status).as("%d", length).isEqualTo(6);
      }
    }
  }

  @Test
  void brokenResponse_costsItsOwnLinksOnly() throws IOException {
    byte[] bytes =
        new WarcFixture(true)
            .html("http://a.test/", "<a href=b>b</a>")
            .response("http://x.test/", new byte[0], "\u0001 no HTTP")
            .response(
                "http://e.test/",
                "no gzip\u0000\u0001\u0002".getBytes(UTF_8),
                "HTTP/1.1 200 OK",
                "Content-Type: text/html",
                "Content-Encoding: gzip")
            .html("http://c.test/", "<a href=d>d</a>")
            .bytes();

    assertThat(extract(write("w.warc.gz", bytes).toString())).isEqualTo(6);

    assertThat(screen.out())
        .isEqualTo(
            "source\tlink\nhttp://a.test/\thttp://a.test/b\nhttp://c.test/\thttp://c.test/d\n");
    assertThat(screen.err())
        .contains(
            "is broken: ", "bad-encoding                1\n", "unreadable                    1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no WARC at all",
        "x",
        "WARC/1.1\r\nContent-Length: -54\r\nWARC-Type: response\r\n\r\n",
        "WARC/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        "WARC/1.1\r\nContent-Length: many\r\n\r\n",
        "WARC/1.1\r\nContent-Length: 99999999999\r\nWARC-Type: response\r\n\r\n"
      })
  void fileThatIsNoWarc_isSaid(String content) throws IOException {
    Path file = write("w.warc", content.getBytes(UTF_8));

    assertThat(extract(file.toString(), "-q")).isEqualTo(6);
    assertThat(screen.err()).startsWith("outlink: " + file + ": the record at byte 0 is broken: ");
  }

  /** The library would look for the end of these for ever. */
  @Test
  void endlessTrailer_ends() throws IOException {
    byte[] record = new WarcFixture(false).html("http://a.test/", "<a href=b>b</a>").bytes();
    byte[] bytes =
        new WarcFixture(false)
            .raw(Arrays.copyOf(record, record.length - 4))
            .raw("\n".repeat(40_000).getBytes(UTF_8))
            .bytes();

    int status = extract(write("w.warc", bytes).toString(), "-q");

    assertThat(status).isIn(0, 6);
    assertThat(screen.out()).isEqualTo("source\tlink\nhttp://a.test/\thttp://a.test/b\n");
  }

  @Test
  void emptyFile_hasNoRecords() throws IOException {
    assertThat(extract(write("w.warc", new byte[0]).toString(), "-q")).isZero();
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void bodyOverTheLimit_isCutAndSaid() throws IOException {
    byte[] bytes =
        new WarcFixture(true)
            .html("http://a.test/", "<a href=b>b</a>" + " ".repeat(100) + "<a href=c>c</a>")
            .html("http://c.test/", "<a href=d>d</a>")
            .bytes();

    assertThat(extract(write("w.warc.gz", bytes).toString(), "--max-body=50")).isZero();

    assertThat(screen.out())
        .isEqualTo(
            "source\tlink\nhttp://a.test/\thttp://a.test/b\nhttp://c.test/\thttp://c.test/d\n");
    assertThat(screen.err())
        .contains(
            "outlink: http://a.test/: is larger than --max-body; the rest is discarded\n",
            "truncated                   1\n");
  }

  @Test
  void manyRecords_stayInOrder() throws IOException {
    WarcFixture warc = new WarcFixture(true);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String padding = " ".repeat(i % 7 == 0 ? 50_000 : 1);
      warc.html("http://a.test/" + i, padding + "<a href=/to/" + i + ">x</a>");
      expected.append("http://a.test/" + i + "\thttp://a.test/to/" + i + "\n");
    }

    assertThat(extract(write("w.warc.gz", warc.bytes()).toString(), "-q", "--no-header")).isZero();
    assertThat(screen.out()).isEqualTo(expected.toString());
  }

  @Test
  void standardInput_whereTheTypeSaysSo() throws IOException {
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(everything(true).bytes()),
            screen.terminal.out(),
            screen.terminal.err(),
            false,
            false,
            screen.terminal.environment());

    assertThat(Main.run(terminal, "extract", "-", "--type=application/warc")).isZero();
    assertThat(screen.out()).endsWith("http://z.test/\thttp://z.test/last\n");
  }

  @Test
  void base_isRefused() throws IOException {
    Path file = write("w.warc", new byte[0]);

    assertThat(extract(file.toString(), "--base=http://b.test/")).isEqualTo(2);
    assertThat(screen.err())
        .startsWith("outlink: --base: the records of " + file + " have their own URLs\n");
  }

  private static String noise() {
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      noise.append(Integer.toHexString(i * 7_919));
    }
    return noise.toString();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private int extract(String... arguments) {
    List<String> all = new ArrayList<>(List.of("extract"));
    all.addAll(List.of(arguments));
    return Main.run(screen.terminal, all.toArray(new String[0]));
  }
}
