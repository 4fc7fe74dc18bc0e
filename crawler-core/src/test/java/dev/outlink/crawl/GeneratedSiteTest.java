package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.link.LinkSelection;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.seed.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A site of 1,000 pages with 100 links each, over real connections: shared targets, cycles, links
 * to itself, to redirects and to what is not there. What is crawled must be all of it, once,
 * however many requests are in flight.
 */
class GeneratedSiteTest {

  private static final int PAGES = 1_000;
  private static final int LINKS = 100;
  private static final int REDIRECTS = 100;

  private final List<List<String>> linksOf = new ArrayList<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private HttpServer server;
  private String origin;

  @BeforeEach
  void start() throws IOException {
    Random random = new Random(1);
    for (int page = 0; page < PAGES; page++) {
      List<String> links = new ArrayList<>();
      links.add("/p/" + (page + 1) % PAGES); // so that every page can be reached
      while (links.size() < LINKS) {
        int target = random.nextInt(PAGES);
        links.add(
            switch (random.nextInt(12)) {
              case 0 -> "/r/" + random.nextInt(REDIRECTS);
              case 1 -> "/gone/" + random.nextInt(20);
              default -> "/p/" + target + (random.nextInt(10) == 0 ? "#part" : "");
            });
      }
      linksOf.add(links);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.merge(path, 1, Integer::sum);
          byte[] body = new byte[0];
          int status = 404;
          if (path.startsWith("/p/")) {
            body = html(Integer.parseInt(path.substring(3))).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            status = 200;
          } else if (path.startsWith("/r/")) {
            int number = Integer.parseInt(path.substring(3));
            // Some redirects lead to others, and the last ones in a circle.
            String target =
                number % 10 == 9 ? "/r/" + (number + 10) % REDIRECTS : "/p/" + number * 7;
            exchange.getResponseHeaders().set("Location", target);
            status = 302;
          }
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    origin = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private String html(int page) {
    StringBuilder html = new StringBuilder("<!doctype html><title>t</title>");
    linksOf.get(page).forEach(link -> html.append("<a href='").append(link).append("'>x</a>\n"));
    return html.toString();
  }

  private List<String> edges() {
    List<String> edges = new ArrayList<>();
    for (int page = 0; page < PAGES; page++) {
      for (String link : linksOf.get(page)) {
        edges.add(origin + "/p/" + page + " " + origin + link);
      }
    }
    return edges.stream().sorted().toList();
  }

  private List<String> crawl(int concurrency) throws Exception {
    asked.clear();
    CollectingSink sink = new CollectingSink();
    CrawlConfig config =
        CrawlConfig.builder()
            .concurrency(concurrency)
            .hostConcurrency(concurrency)
            .links(LinkSelection.DEFAULT.withEveryOccurrence())
            .scope(ScopeConfig.DEFAULT.withDepth(100))
            .build();
    try (Crawler crawler = Crawler.create(config);
        Crawl crawl = crawler.crawl(Seeds.of(List.of(origin + "/p/0")), sink)) {
      CrawlSummary summary = crawl.completion().toCompletableFuture().get(50, TimeUnit.SECONDS);
      assertThat(summary.imbalance()).isEmpty();
      assertThat(summary.count(Outcome.PAGE)).isEqualTo(PAGES);
    }
    assertThat(sink.pages()).extracting(PageRecord::url).doesNotHaveDuplicates();
    assertThat(asked)
        .containsKey("/robots.txt")
        .allSatisfy((path, times) -> assertThat(times).isOne());
    return sink.rows();
  }

  @Test
  void crawl_atAnyConcurrency_givesTheGeneratorsEdges() throws Exception {
    List<String> edges = edges();
    assertThat(edges).hasSize(PAGES * LINKS);
    // Compared as a whole, since a difference of lists this long takes long to describe.
    assertThat(crawl(1).equals(edges)).isTrue();
    assertThat(crawl(512).equals(edges)).isTrue();
    assertThat(crawl(512).equals(edges)).isTrue();
  }
}
