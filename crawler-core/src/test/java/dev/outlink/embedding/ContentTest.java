package dev.outlink.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.Resources;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageContent;
import dev.outlink.record.PageResult;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.PageResults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Headers and body of a page, for an application that wants more than links. */
@Timeout(60)
class ContentTest {

  private static final byte[] PAGE =
      ("<a href=/tea>T\u00e9</a>" + " ".repeat(300_000)).getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private String site;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          String path = exchange.getRequestURI().getPath();
          byte[] body = path.equals("/gzip") ? gzip(PAGE) : PAGE;
          exchange.getResponseHeaders().add("Content-Type", "text/html;charset=utf-8");
          exchange.getResponseHeaders().add("X-Tea", "green");
          exchange.getResponseHeaders().add("X-Tea", "black");
          if (path.equals("/gzip")) {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          }
          exchange.sendResponseHeaders(path.equals("/missing") ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static CrawlConfig config(boolean keep, int maxBody) {
    return CrawlConfig.builder().robots(false).keepContent(keep).maxBody(maxBody).build();
  }

  private PageResult crawl(CrawlConfig config, String path) {
    try (Crawler crawler = Crawler.create(config);
        PageResults results = crawler.pull(Seeds.of(List.of(site + path)))) {
      return results.next();
    }
  }

  @Test
  void page_keptContent_hasHeadersAndBody() {
    PageResult result = crawl(config(true, 8_000_000), "plain");
    assertThat(result.content().body()).isEqualTo(PAGE);
    assertThat(result.content().headers().all("x-tea")).containsExactly("green", "black");
    assertThat(result.content().headers().first("Content-Length")).isEqualTo("" + PAGE.length);
    assertThat(result.links()).hasSize(1);
  }

  @Test
  void page_encodedBody_isDecodedAndItsHeadersAreAsSent() {
    PageContent content = crawl(config(true, 8_000_000), "gzip").content();
    assertThat(content.body()).isEqualTo(PAGE);
    assertThat(content.headers().first("Content-Encoding")).isEqualTo("gzip");
  }

  @Test
  void page_beyondMaxBody_hasWhatWasRead() {
    for (String path : List.of("plain", "gzip")) {
      PageResult result = crawl(config(true, 1_000), path);
      assertThat(result.page().outcome()).isEqualTo(Outcome.TRUNCATED);
      assertThat(result.content().body())
          .hasSizeBetween(1, 1_000)
          .startsWith("<a href".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void urlWithoutDocument_hasNoContent() {
    assertThat(crawl(config(true, 8_000_000), "missing").content()).isNull();
  }

  @Test
  void content_unasked_isNotKept() {
    assertThat(crawl(config(false, 8_000_000), "plain").content()).isNull();
  }

  /**
   * 1,000 pages of 300 kB and a reader that has taken one: the crawl waits, and then loses none.
   */
  @Test
  void content_ofAReaderThatStands_countsAgainstTheMemory() {
    Resources small = Resources.builder().memory(128L << 20).build();
    List<String> urls = IntStream.range(0, 1_000).mapToObj(n -> site + n).toList();
    try (Crawler crawler = Crawler.create(config(true, 8_000_000), small);
        PageResults results = crawler.pull(Seeds.from(urls))) {
      assertThat(results.next().content()).isNotNull();
      AtomicInteger before = new AtomicInteger(-1);
      Awaitility.await()
          .pollInterval(Duration.ofMillis(300))
          .until(() -> before.getAndSet(asked.get()) == asked.get());
      assertThat(asked.get()).isLessThan(200);
      assertThat(results.stream().filter(result -> result.content() != null)).hasSize(999);
    }
  }
}
