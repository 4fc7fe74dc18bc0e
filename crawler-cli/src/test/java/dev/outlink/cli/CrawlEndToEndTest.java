package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outlink.cli.console.LogSetup;
import dev.outlink.cli.console.Screen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The command with the real engine and a server on loopback. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrawlEndToEndTest {

  private static final String PAGE = "<a href='/one'>1</a> <a href='http://elsewhere.test/'>2</a>";

  private final HttpServer server;
  private final String site;

  CrawlEndToEndTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @BeforeAll
  void startServer() {
    server.createContext("/", exchange -> answer(exchange, 404, "gone"));
    server.createContext("/page", exchange -> answer(exchange, 200, PAGE));
    server.createContext("/never", exchange -> {});
    server.createContext(
        "/echo",
        exchange ->
            answer(
                exchange,
                200,
                "<a href='/seen/" + exchange.getRequestHeaders().getFirst("X-Test") + "'>x</a>"));
    server.start();
  }

  @AfterAll
  void endServer() {
    server.stop(0);
  }

  @Test
  void page_rowsGoToStandardOutput() {
    Screen screen = new Screen();

    int status = crawl(screen, site + "/page");

    assertThat(status).isZero();
    assertThat(screen.out()).isEqualTo("source\tlink\n" + rows());
    assertThat(screen.err()).contains("links                         2");
  }

  @Test
  void otherColumnsAndKinds_areWritten() {
    Screen screen = new Screen();

    int status =
        crawl(
            screen,
            site + "/page",
            "--edges=all",
            "--columns",
            "link,kind,element,text,raw,position,occurrence,depth,status",
            "-q");

    assertThat(status).isZero();
    assertThat(screen.out())
        .isEqualTo(
            "link\tkind\telement\ttext\traw\tposition\toccurrence\tdepth\tstatus\n"
                + (site + "/one\ta\ta\t1\t/one\t1:1\t1\t0\t200\n")
                + "http://elsewhere.test/\ta\ta\t2\thttp://elsewhere.test/\t1:22\t1\t0\t200\n");
  }

  @Test
  void files_getRowsAndRecords(@TempDir Path folder) throws IOException {
    Screen screen = new Screen();
    Path urls = Files.writeString(folder.resolve("urls"), site + "/page\n" + site + "/missing\n");
    Path links = folder.resolve("links.tsv");
    Path pages = folder.resolve("pages.tsv");

    int status =
        crawl(screen, urls.toString(), "-o", links.toString(), "--pages", pages.toString());

    assertThat(status).isZero();
    assertThat(screen.out()).isEmpty();
    assertThat(links).hasContent("source\tlink\n" + rows());
    assertThat(Files.readAllLines(pages))
        .hasSize(3)
        .anyMatch(row -> row.startsWith(site + "/page\tpage\t200\t"))
        .anyMatch(row -> row.startsWith(site + "/missing\thttp-error\t404\t"));
    assertThat(screen.err()).contains(links.toString(), pages.toString(), "Failures");
  }

  @Test
  void standardInput_withoutHeaderLine() {
    Screen screen = new Screen("# list\n" + site + "/page\n", false, Map.of());

    assertThat(crawl(screen, "-", "--no-header", "-q")).isZero();
    assertThat(screen.out()).isEqualTo(rows());
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void bareDomains_areInputs_whereTheirSchemeIsGiven() {
    String bare = site.substring("http://".length());
    Screen screen = new Screen(bare + "/page\t7\n", false, Map.of());

    assertThat(crawl(screen, "-", "--default-scheme=http", "--no-header", "-q")).isZero();
    assertThat(screen.out()).isEqualTo(rows());
    assertThat(crawl(new Screen(), site + "/page", "--default-scheme", "ftp")).isEqualTo(2);
  }

  @Test
  void standardInput_ofOneScope_isReadTwice() {
    Screen screen = new Screen(site + "/page\n", false, Map.of());

    assertThat(crawl(screen, "-", "--scope=inputs", "-d1", "--no-header", "-q")).isZero();
    assertThat(screen.out()).startsWith(rows());
  }

  @Test
  void header_isSent() {
    Screen screen = new Screen();

    assertThat(crawl(screen, site + "/echo", "-H", "X-Test: abc")).isZero();
    assertThat(screen.out()).contains(site + "/seen/abc");
  }

  @Test
  void verbose_namesWhatWasNoPage() {
    Logger own = (Logger) LoggerFactory.getLogger("dev.outlink");
    Level before = own.getLevel();
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    own.addAppender(lines);
    own.setLevel(Level.WARN);
    try {
      assertThat(crawl(new Screen(), "-v", site + "/page", site + "/missing")).isZero();
    } finally {
      own.detachAppender(lines);
      own.setLevel(before);
      LogSetup.verbosity(0);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .asString()
        .startsWith("http-error 404 " + site + "/missing");
  }

  @Test
  void optionThatIsWrong_isMisuse() {
    assertThat(crawl(new Screen(), site + "/page", "--timeout", "20")).isEqualTo(2);
  }

  @Test
  void inputThatIsMissing_isAnInputProblem(@TempDir Path folder) {
    Screen screen = new Screen();
    String missing = folder.resolve("missing.txt").toString();

    assertThat(crawl(screen, missing)).isEqualTo(6);
    assertThat(screen.err()).isEqualTo("outlink: " + missing + ": no such file\n");
  }

  @Test
  void outputInNoFolder_isAnOutputProblem(@TempDir Path folder) {
    Screen screen = new Screen();
    String output = folder.resolve("no/links.tsv").toString();

    assertThat(crawl(screen, site + "/page", "-o", output)).isEqualTo(6);
    assertThat(screen.err()).isEqualTo("outlink: " + output + ": no such folder\n");
  }

  @Test
  void deviceThatIsFull_isAnOutputProblem() {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    Screen screen = new Screen();

    assertThat(crawl(screen, site + "/page", "-o", "/dev/full")).isEqualTo(6);
    assertThat(screen.err()).isEqualTo("outlink: /dev/full: no space left on device\n");
  }

  @Test
  void readerThatIsGone_endsTheCrawlAtOnce_andNobodyIsTold(@TempDir Path folder)
      throws IOException {
    Screen gone = Screen.whoseOutputFails("Broken pipe");
    Path pages = folder.resolve("pages.tsv");

    int status =
        crawl(
            gone,
            site + "/page",
            site + "/never",
            "--timeout=1h",
            "--read-timeout=1h",
            "--pages",
            pages.toString());

    assertThat(status).isEqualTo(141);
    assertThat(gone.err()).isEmpty();
    assertThat(Files.readString(pages)).endsWith("\n");
  }

  @Test
  void standardOutputThatIsFull_isAnOutputProblem() {
    Screen full = Screen.whoseOutputFails("No space left on device");

    assertThat(crawl(full, site + "/page")).isEqualTo(6);
    assertThat(full.err()).isEqualTo("outlink: standard output: no space left on device\n");
  }

  @Test
  void fileThatIsEmpty_isFinished(@TempDir Path folder) throws IOException {
    Screen screen = new Screen();
    Path urls = Files.createFile(folder.resolve("urls"));

    assertThat(crawl(screen, urls.toString())).isZero();
    assertThat(screen.out()).isEqualTo("source\tlink\n");
    assertThat(screen.err()).contains("There were no URLs in the input.");
  }

  @Test
  void onlyRefusedConnections_nothingFetched() throws IOException {
    Screen screen = new Screen();

    assertThat(crawl(screen, closedPort())).isEqualTo(4);
    assertThat(screen.err()).contains("connect-refused");
  }

  @Test
  void someThatFail_isFinished() throws IOException {
    Screen screen = new Screen();

    assertThat(crawl(screen, closedPort(), "http://a b/", site + "/page", site + "/missing"))
        .isZero();
    assertThat(screen.err()).contains("connect-refused", "bad-url", "http-error");
  }

  private String rows() {
    return site + "/page\t" + site + "/one\n" + site + "/page\thttp://elsewhere.test/\n";
  }

  private static int crawl(Screen screen, String... arguments) {
    List<String> all = new ArrayList<>(List.of("crawl", "--no-progress"));
    all.addAll(List.of(arguments));
    return Main.run(screen.terminal, all.toArray(new String[0]));
  }

  private static String closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
