package dev.outlink.samples;

import com.sun.net.httpserver.HttpServer;
import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.record.CrawlSummary;
import dev.outlink.rows.Tsv;
import dev.outlink.seed.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program with a crawler in it. It crawls one page of a web server of its own and checks the
 * rows, so the build notices when this example stops working.
 *
 * <p>Outlink logs through slf4j and leaves the choice of a backend to the program. This one has
 * none, so nothing is logged; slf4j would say so on standard error, but for {@code
 * -Dslf4j.internal.verbosity=ERROR}.
 */
public final class Embed {

  private Embed() {}

  /** Crawls; the argument is the folder for the files. */
  public static void main(String[] args) throws IOException {
    Path urls = Path.of(args[0], "urls.txt");
    Path links = Path.of(args[0], "links.tsv");
    HttpServer server = serve("<a href='/tea'>Tea</a> <a href='cake#plum'>Plum cake</a>");
    String page = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    Files.writeString(urls, page + "menu\n");

    CrawlConfig config = CrawlConfig.builder().concurrency(256).hostConcurrency(4).build();
    try (Crawler crawler = Crawler.create(config);
        Crawl crawl = crawler.crawl(Seeds.lines(urls), Tsv.links(links))) {
      CrawlSummary summary = crawl.completion().toCompletableFuture().join();
      System.out.printf(
          "%d page, %d links: %s%n", summary.inputs(), summary.links(), summary.outcomes());
    } finally {
      server.stop(0);
    }

    List<String> expected =
        List.of(
            "source\tlink", page + "menu\t" + page + "tea", page + "menu\t" + page + "cake#plum");
    List<String> rows = Files.readAllLines(links);
    if (!rows.equals(expected)) {
      throw new IllegalStateException("expected " + expected + " but got " + rows);
    }
  }

  private static HttpServer serve(String html) throws IOException {
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
