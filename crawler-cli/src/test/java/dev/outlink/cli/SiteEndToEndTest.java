package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outlink.cli.console.Screen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/** Crawls of a small site on loopback, with the real engine. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteEndToEndTest {

  private static final Map<String, String> SITE =
      Map.of(
          "/", "<a href=a>a</a> <a href=b>b</a> <a href=/private/x>x</a>",
          "/a", "<a href=/>up</a> <a href=c.pdf>c</a> <a href=http://elsewhere.test/>e</a>",
          "/b", "<a href=a>a</a>",
          "/c.pdf", "not really",
          "/robots.txt", "# rules\nUser-agent: *\nDisallow: /private/\nSitemap: /pages.txt\n",
          "/pages.txt", "SITE/b\nSITE/private/y\n");

  private final HttpServer server;
  private final String site;
  private final Screen screen = new Screen();

  SiteEndToEndTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @BeforeAll
  void startServer() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterAll
  void endServer() {
    server.stop(0);
  }

  @Test
  void site_isCrawledToItsDepth_withinScopeAndRobots(@TempDir Path folder) throws IOException {
    Path pages = folder.resolve("pages.tsv");

    int status = outlink("crawl", site + "/", "-d", "5", "--pages", pages.toString());

    assertThat(status).isZero();
    assertThat(outcomes(pages))
        .containsExactlyInAnyOrder(
            "/ page 200 0 1",
            "/a page 200 1 1",
            "/b page 200 1 1",
            "/private/x robots-denied  1 0",
            "/c.pdf page 200 2 1");
    assertThat(screen.out()).contains("http://elsewhere.test/");
    assertThat(screen.err())
        .startsWith("Finished in ")
        .contains("found                         4", "1  out of scope      --scope");
  }

  @Test
  void budget_stopsTheCrawl_andSaysSo() {
    assertThat(outlink("crawl", site + "/", "-d5", "--max-pages", "2")).isEqualTo(5);
    assertThat(screen.err())
        .contains("Stopped by a budget (--max-pages) after", "pages used up     --max-pages");
  }

  @Test
  void excluded_isListedButNotCrawled() {
    assertThat(outlink("crawl", site + "/", "-d5", "--exclude", "[.]pdf$", "--no-robots")).isZero();
    assertThat(screen.out()).contains(site + "/c.pdf\n");
    assertThat(screen.err()).contains("excluded          --include, --exclude");
  }

  @Test
  void sitemap_needsNoInput(@TempDir Path folder) throws IOException {
    Path pages = folder.resolve("pages.tsv");

    int status = outlink("crawl", "--sitemap", site + "/pages.txt", "--pages", pages.toString());

    assertThat(status).isZero();
    assertThat(outcomes(pages))
        .containsExactlyInAnyOrder("/b page 200 0 1", "/private/y robots-denied  0 0");
  }

  @Test
  void sitemapsOfRobots_areCrawledBesideTheInput(@TempDir Path folder) throws IOException {
    Path pages = folder.resolve("pages.tsv");

    assertThat(outlink("crawl", "--sitemap=auto", site + "/a", "--pages", pages.toString()))
        .isZero();
    assertThat(outcomes(pages))
        .containsExactlyInAnyOrder(
            "/a page 200 0 1", "/b page 200 0 1", "/private/y robots-denied  0 0");
  }

  @Test
  void explain_asksRobots() {
    assertThat(outlink("explain", site + "/private/x")).isEqualTo(3);
    assertThat(screen.out())
        .contains("\nrobots              no   ", "line 3", "Disallow: /private/")
        .containsPattern("do not crawl: robots, .*\\n$");
  }

  @Test
  void explain_withoutRobots_crawls() {
    assertThat(outlink("explain", "--no-robots", site + "/private/x")).isZero();
    assertThat(screen.out()).endsWith("\ncrawl\n");
  }

  @Test
  void explain_ofALink_asksTheScope() {
    assertThat(outlink("explain", "-d", "1", "--from", site + "/", "http://elsewhere.test/"))
        .isEqualTo(3);
    assertThat(screen.out()).contains("do not crawl: out-of-scope, host elsewhere.test is not");
  }

  private List<String> outcomes(Path pages) throws IOException {
    List<String> outcomes = new ArrayList<>();
    List<String> rows = Files.readAllLines(pages);
    List<String> names = List.of(rows.get(0).split("\t"));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split("\t", -1);
      outcomes.add(
          cells[0].substring(site.length())
              + " "
              + cells[1]
              + " "
              + cells[2]
              + " "
              + cells[names.indexOf("depth")]
              + " "
              + cells[names.indexOf("attempts")]);
    }
    return outcomes;
  }

  private int outlink(String... arguments) {
    return Main.run(screen.terminal, arguments);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = SITE.get(exchange.getRequestURI().getPath());
    byte[] bytes =
        (body == null ? "none" : body.replace("SITE", site)).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
