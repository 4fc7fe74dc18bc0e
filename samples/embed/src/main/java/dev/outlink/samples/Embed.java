package dev.outlink.samples;

import com.sun.net.httpserver.HttpServer;
import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.PageResult;
import dev.outlink.rows.Tsv;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.PageResults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program with a crawler in it: results into a file, pulled, and published. It crawls pages of a
 * web server of its own and checks the rows, so the build notices when this example stops working.
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
    try (Crawler crawler = Crawler.create(config)) {
      intoFile(crawler, urls, links);
      pulled(crawler, page);
      published(crawler, page);
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

  /** A sink takes the rows; the crawl goes as fast as the disk. */
  private static void intoFile(Crawler crawler, Path urls, Path links) {
    try (Crawl crawl = crawler.crawl(Seeds.lines(urls), Tsv.links(links))) {
      CrawlSummary summary = crawl.completion().toCompletableFuture().join();
      System.out.printf(
          "%d page, %d links: %s%n", summary.inputs(), summary.links(), summary.outcomes());
    }
  }

  /** The results are pulled; the crawl goes as fast as this loop. */
  private static void pulled(Crawler crawler, String site) {
    Stream<String> urls = IntStream.range(0, 10).mapToObj(number -> site + "pulled/" + number);
    int links = 0;
    try (PageResults results = crawler.pull(Seeds.from(urls))) {
      while (results.hasNext()) {
        links += results.next().links().size();
      }
    }
    check(links == 20, "pulled " + links + " links");
  }

  /** The results are published; the crawl goes as fast as the subscriber asks. */
  private static void published(Crawler crawler, String site) {
    List<String> urls = IntStream.range(0, 10).mapToObj(n -> site + "published/" + n).toList();
    AtomicInteger links = new AtomicInteger();
    CompletableFuture<Void> end = new CompletableFuture<>();
    crawler
        .publish(Seeds.from(urls))
        .subscribe(
            new Flow.Subscriber<>() {
              private Flow.@Nullable Subscription subscription;

              @Override
              public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(1);
              }

              @Override
              public void onNext(PageResult result) {
                links.addAndGet(result.links().size());
                if (subscription != null) {
                  subscription.request(1);
                }
              }

              @Override
              public void onError(Throwable failure) {
                end.completeExceptionally(failure);
              }

              @Override
              public void onComplete() {
                end.complete(null);
              }
            });
    end.join();
    check(links.get() == 20, "published " + links + " links");
  }

  private static void check(boolean isRight, String what) {
    if (!isRight) {
      throw new IllegalStateException(what);
    }
    System.out.println(what);
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
