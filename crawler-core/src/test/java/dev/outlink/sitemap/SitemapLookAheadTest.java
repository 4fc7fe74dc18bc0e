package dev.outlink.sitemap;

import static dev.outlink.testing.Urls.url;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedReader;
import dev.outlink.seed.Seeds;
import dev.outlink.sitemap.SitemapSource.Body;
import dev.outlink.sitemap.SitemapSource.Bytes;
import dev.outlink.sitemap.SitemapSource.Failed;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many hosts, of which many are silent. Where a reader waited for those, its test would not end.
 */
@Timeout(30)
class SitemapLookAheadTest {

  /** Answers when it is told to; counts what is in use. */
  private static final class ManualWeb implements SitemapSource {
    private final Map<String, CompletableFuture<Optional<List<String>>>> hosts =
        new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Body>> fetches = new ConcurrentHashMap<>();
    private final Map<String, Integer> ofHost = new ConcurrentHashMap<>();
    private final AtomicInteger inUse = new AtomicInteger();
    private volatile @Nullable UnaryOperator<String> texts;
    private volatile @Nullable Failed over;
    private volatile int mostOfAHost;

    @Override
    public CompletableFuture<Optional<List<String>>> ofHost(Host host) {
      CompletableFuture<Optional<List<String>>> lines = new CompletableFuture<>();
      hosts.put(host.toString(), lines);
      return lines;
    }

    @Override
    public CompletableFuture<Body> fetch(CrawlUrl url) {
      CompletableFuture<Body> body = new CompletableFuture<>();
      assertThat(fetches.put(url.href(), body)).isNull();
      String host = url.host().toString();
      mostOfAHost = Math.max(mostOfAHost, ofHost.merge(host, 1, Integer::sum));
      if (texts != null) {
        answer(url.href(), texts.apply(url.href()));
      }
      return body;
    }

    @Override
    public @Nullable Failed over() {
      return over;
    }

    void names(String host, Optional<List<String>> lines) {
      Objects.requireNonNull(hosts.get(host), host).complete(lines);
    }

    long pending() {
      return fetches.values().stream().filter(body -> !body.isDone()).count();
    }

    void answer(String url, String text) {
      byte[] bytes = text.getBytes(UTF_8);
      inUse.incrementAndGet();
      CompletableFuture<Body> fetch = Objects.requireNonNull(fetches.get(url), url);
      ofHost.merge(url(url).host().toString(), -1, Integer::sum);
      fetch.complete(new Bytes(bytes, bytes.length, false, url(url), inUse::decrementAndGet));
    }
  }

  private final ManualWeb web = new ManualWeb();

  private static List<String> hosts(String name, int count) {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      urls.add("https://" + name + i + ".example/");
    }
    return urls;
  }

  private SeedReader open(List<String> inputs, CrawlUrl... named) throws IOException {
    return new SitemapSeeds(Seeds.of(inputs), List.of(named), true, web).open();
  }

  private static String pages(String host, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(host).append("page").append(i).append('\n');
    }
    return text.toString();
  }

  private static String index(String prefix, int count) {
    StringBuilder xml = new StringBuilder("<sitemapindex>");
    for (int i = 0; i < count; i++) {
      xml.append("<sitemap><loc>").append(prefix).append(i).append("</loc></sitemap>");
    }
    return xml + "</sitemapindex>";
  }

  private static String next(SeedReader reader) throws IOException {
    return reader.next() instanceof Seed.Url seed ? seed.url().href() : "no URL";
  }

  /** Reads what waits for nothing; the sitemap that was answered is read to its end. */
  private static void read(SeedReader reader, String host, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      assertThat(next(reader)).isEqualTo(host + "page" + i);
    }
  }

  @Test
  void next_behindFourHundredSilentHosts_givesThePagesOfGoodOnes() throws IOException {
    List<String> inputs = hosts("silent", 400);
    inputs.addAll(hosts("good", 20));
    try (SeedReader reader = open(inputs)) {
      for (String input : inputs) {
        assertThat(next(reader)).isEqualTo(input); // nobody is asked before
        assertThat(web.hosts).isEmpty();
      }
      // A reader that has nothing to give waits: something is answered from its own questions.
      CompletableFuture<Void> asked = answersAtOnce("https://good19.example");
      read(reader, "https://good19.example/", 5);
      assertThat(asked).isCompleted();
      assertThat(web.hosts).hasSize(420);

      for (int i = 0; i < 19; i++) {
        String host = "https://good" + i + ".example";
        web.names(host, Optional.of(List.of("/map")));
      }
      // Each is fetched beside the others; the last one answers first.
      answer18ThenTheOthers(reader);
    }
    assertThat(web.hosts.get("https://silent0.example")).isCancelled();
    assertThat(web.inUse).hasValue(0);
  }

  private CompletableFuture<Void> answersAtOnce(String host) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              await(() -> web.hosts.containsKey(host));
              web.names(host, Optional.of(List.of("/map")));
              await(() -> web.fetches.containsKey(host + "/map"));
              done.complete(null);
              web.answer(host + "/map", pages(host + "/", 6));
            });
    thread.start();
    return done;
  }

  private static void await(BooleanSupplier condition) {
    Awaitility.await().until(condition::getAsBoolean);
  }

  private void answer18ThenTheOthers(SeedReader reader) throws IOException {
    assertThat(next(reader)).isEqualTo("https://good19.example/page5");
    Thread thread =
        new Thread(
            () -> {
              await(() -> web.pending() == 19);
              for (int i = 18; i >= 0; i--) {
                String host = "https://good" + i + ".example/";
                web.answer(host + "map", pages(host, 2));
              }
            });
    thread.start();
    for (int i = 18; i >= 0; i--) {
      read(reader, "https://good" + i + ".example/", 2);
    }
  }

  @Test
  void hosts_thatAreSilent_areAskedUpToABound() throws IOException {
    try (SeedReader reader = open(hosts("silent", 5_000))) {
      for (int i = 0; i < 5_000; i++) {
        next(reader);
      }
      Thread thread =
          new Thread(
              () -> {
                await(() -> web.hosts.size() == 1_024);
                web.names("https://silent7.example", Optional.empty());
                await(() -> web.hosts.size() == 1_025);
                web.names("https://silent8.example", Optional.of(List.of("http://[")));
              });
      thread.start();
      assertThat(reader.next()).isInstanceOf(Seed.Invalid.class);
      assertThat(web.hosts).hasSizeLessThanOrEqualTo(1_026);
      assertThat(web.fetches).isEmpty(); // who cannot be asked is not asked for a sitemap
    }
  }

  @Test
  void index_thatGrowsTenfold_endsAtItsDepth() throws IOException {
    String root = "https://a.example/s";
    try (SeedReader reader = open(List.of(), url(root))) {
      web.texts = href -> index(href + "-", 10);
      List<Seed> said = new ArrayList<>();
      for (Seed seed = reader.next(); seed != null; seed = reader.next()) {
        said.add(seed);
      }
      assertThat(web.fetches).hasSize(111);
      assertThat(said).hasSize(100).allMatch(seed -> seed instanceof Seed.Invalid);
      assertThat(((Seed.Invalid) said.get(0)).reason()).startsWith("10 sitemaps left out");
    }
    assertThat(web.inUse).hasValue(0);
  }

  @Test
  void host_withManySitemaps_isBoundedAndSaid() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      lines.add("/map" + i);
    }
    try (SeedReader reader = open(List.of("https://a.example/"))) {
      next(reader);
      web.texts = href -> "https://a.example/x";
      Thread thread =
          new Thread(
              () -> {
                await(() -> web.hosts.size() == 1);
                web.names("https://a.example", Optional.of(lines));
              });
      thread.start();
      assertThat(reader.next()).asString().contains("2000 sitemaps left out");
      int pages = 0;
      while (reader.next() != null) {
        pages++;
      }
      assertThat(pages).isEqualTo(1_000);
      assertThat(web.fetches).hasSize(1_000);
    }
  }

  @Test
  void sitemapsOfOneHost_areFetchedTwoAtATime_thoseOfOthersBeside() throws IOException {
    List<CrawlUrl> named = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      named.add(url("https://a.example/" + i));
    }
    named.add(url("https://b.example/map"));
    try (SeedReader reader = open(List.of(), named.toArray(new CrawlUrl[0]))) {
      Thread thread =
          new Thread(
              () -> {
                await(() -> web.fetches.size() == 3);
                web.answer("https://b.example/map", pages("https://b.example/", 1));
                await(() -> web.ofHost.getOrDefault("https://a.example", 0) == 2);
                web.answer("https://a.example/1", pages("https://a.example/", 1));
              });
      thread.start();
      read(reader, "https://b.example/", 1);
      read(reader, "https://a.example/", 1);
      assertThat(web.mostOfAHost).isEqualTo(2);
    }
  }

  @Test
  void over_inTheMiddle_isToldOnceAndLeavesAllOff() throws Exception {
    CrawlUrl a = url("https://a.example/map");
    CrawlUrl b = url("https://b.example/map");
    CrawlUrl c = url("https://c.example/map");
    try (SeedReader reader = open(hosts("silent", 400), a, b, c)) {
      for (int i = 0; i < 400; i++) {
        next(reader);
      }
      Thread thread =
          new Thread(
              () -> {
                await(() -> web.fetches.size() == 3);
                web.answer(b.href(), pages("https://b.example/", 50_000));
                web.answer(c.href(), pages("https://c.example/", 50_000));
              });
      thread.start();
      read(reader, "https://b.example/", 10);
      thread.join();
      web.over = new Failed("over-budget", 0, "max-pages");

      assertThat(reader.next())
          .isEqualTo(
              new Seed.Failed(
                  b.href(),
                  "over-budget",
                  0,
                  "max-pages; what is left of the sitemaps is not read"));
      assertThat(reader.next()).isNull();
      assertThat(web.fetches.get(a.href())).isCancelled();
      assertThat(web.hosts.values()).allMatch(CompletableFuture::isCancelled).hasSize(400);
      assertThat(web.inUse).hasValue(0);
    }
  }

  @Test
  void over_beforeAnySitemap_asksNobody() throws IOException {
    web.over = new Failed("over-budget", 0, "max-pages");
    try (SeedReader reader = open(hosts("h", 10), url("https://a.example/map"))) {
      for (int i = 0; i < 10; i++) {
        next(reader);
      }
      assertThat(reader.next()).isInstanceOf(Seed.Failed.class);
      assertThat(reader.next()).isNull();
    }
    assertThat(web.hosts).isEmpty();
    assertThat(web.fetches).isEmpty();
  }
}
