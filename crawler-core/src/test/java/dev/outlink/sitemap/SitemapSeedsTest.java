package dev.outlink.sitemap;

import static dev.outlink.testing.Urls.url;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedReader;
import dev.outlink.seed.Seeds;
import dev.outlink.sitemap.SitemapSource.Body;
import dev.outlink.sitemap.SitemapSource.Bytes;
import dev.outlink.sitemap.SitemapSource.Failed;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SitemapSeedsTest {
  private static final String HOST = "https://www.example.com/";
  private static final Failed GONE = new Failed("http-error", 404, "Not Found");

  /** A web of sitemaps that counts what is fetched and what is given back. */
  private static final class Web implements SitemapSource {
    private final Map<String, Body> bodies = new HashMap<>();
    private final List<String> fetched = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger inUse = new AtomicInteger();
    private final List<String> asked = new ArrayList<>();
    private List<String> lines = List.of();

    void put(String path, String text) {
      put(path, text, false, path);
    }

    void put(String path, String text, boolean truncated, String finalPath) {
      byte[] bytes = (text + "behind the end").getBytes(UTF_8);
      int length = text.getBytes(UTF_8).length;
      CrawlUrl last = at(finalPath);
      bodies.put(
          at(path).href(), new Bytes(bytes, length, truncated, last, inUse::decrementAndGet));
    }

    @Override
    public CompletableFuture<Optional<List<String>>> ofHost(Host host) {
      asked.add(host.toString());
      return completedFuture(Optional.of(lines));
    }

    @Override
    public CompletableFuture<Body> fetch(CrawlUrl url) {
      fetched.add(url.href());
      Body body = bodies.getOrDefault(url.href(), GONE);
      if (body instanceof Bytes) {
        inUse.incrementAndGet();
      }
      return completedFuture(body);
    }
  }

  private final Web web = new Web();

  @Test
  void next_indexes_breadthFirstEachSitemapOnce() throws IOException {
    web.put("index", index("a#x", "nested", "index", "b", "a"));
    web.put("nested", index("c", "index", "b"));
    web.put("a", pages("1", "2"));
    web.put("b", pages("3"));
    web.put("c", pages("4", "1"));

    assertThat(read("index", "a", "index#y")).containsExactly("1", "2", "3", "4", "1");
    assertThat(web.fetched).containsExactly(full("index", "a", "nested", "b", "c"));
    assertThat(web.inUse).hasValue(0);
  }

  @Test
  void next_indexOfItselfOnly_ends() throws IOException {
    web.put("index", index("index"));

    assertThat(read("index")).isEmpty();
    assertThat(web.fetched).hasSize(1);
  }

  @Test
  void next_redirectToOneThatIsKnown_readOnce() throws IOException {
    web.put("a", pages("1"));
    web.put("old", pages("1"), false, "a");
    web.put("moved", "<urlset><url><loc>page</loc></url></urlset>", false, "folder/b");
    web.put("index", index("folder/b"));

    assertThat(read("a", "old", "moved", "index")).containsExactly("1", "folder/page");
    assertThat(web.fetched).containsExactly(full("a", "old", "moved", "index"));
    assertThat(web.inUse).hasValue(0);
  }

  @Test
  void next_failures_invalidWithPlaceAndOnWithTheNext() throws IOException {
    web.put("html", "<!doctype html>");
    web.put("broken", "<urlset><url><loc>/1</loc></url><url>");
    web.put("bad", "<urlset><url><loc>http://[/</loc></url></urlset>");
    web.put("good", pages("2"));

    List<Seed> seeds = all(seeds("gone", "html", "broken", "bad", "good"));

    assertThat(seeds).hasSize(6);
    assertThat(seeds.get(0))
        .isEqualTo(new Seed.Failed(at("gone").href(), "http-error", 404, "Not Found"));
    assertThat(seeds.get(1)).isEqualTo(problem("html", "an HTML page, no sitemap"));
    assertThat(seeds.get(2)).isEqualTo(new Seed.Url(at("1")));
    assertThat(((Seed.Invalid) seeds.get(3)).reason()).startsWith("broken XML at line 1, column");
    assertThat(((Seed.Invalid) seeds.get(4)).text()).isEqualTo("http://[/");
    assertThat(((Seed.Invalid) seeds.get(4)).where()).isEqualTo(at("bad").href());
    assertThat(seeds.get(5)).isEqualTo(new Seed.Url(at("2")));
  }

  @Test
  void next_truncated_saidAndCutLineLeftOut() throws IOException {
    web.put("text", HOST + "1\n" + HOST + "23", true, "text");
    web.put("xml", pages("4"), true, "xml");

    List<Seed> seeds = all(seeds("text", "xml"));

    assertThat(seeds)
        .containsExactly(
            new Seed.Url(at("1")),
            problem("text", "cut off after 52 bytes, the most that are fetched"),
            new Seed.Url(at("4")),
            problem(
                "xml",
                "cut off after " + pages("4").length() + " bytes, the most that are fetched"));
  }

  @Test
  void next_deepIndexes_endAtTheBound() throws IOException {
    for (int i = 0; i < 10; i++) {
      web.put("" + i, index("" + (i + 1), "x" + (i + 1)));
    }

    List<Seed> seeds = all(seeds("0"));

    assertThat(web.fetched).hasSize(1 + 2 * SitemapSeeds.MAX_DEPTH);
    assertThat(seeds).contains(problem("2", leftOut(2)));
  }

  @Test
  void next_manySitemaps_endAtTheBound() throws IOException {
    for (int i = 0; i < 2; i++) {
      StringBuilder index = new StringBuilder("<sitemapindex>");
      for (int j = 0; j < 30_000; j++) {
        index.append("<sitemap><loc>/").append(i).append('-').append(j).append("</loc></sitemap>");
      }
      web.put("index" + i, index + "</sitemapindex>");
    }

    List<Seed> seeds = all(seeds("index0", "index1"));

    assertThat(web.fetched).hasSize(SitemapSeeds.MAX_SITEMAPS);
    assertThat(seeds).contains(problem("index1", leftOut(10_002)));
  }

  @Test
  void next_longUrlsOfSitemaps_boundedInMemory() throws IOException {
    StringBuilder index = new StringBuilder("<sitemapindex>");
    String tail = "x".repeat(60_000) + "</loc></sitemap>";
    for (int j = 0; j < 800; j++) {
      index.append("<sitemap><loc>/").append(j).append(tail);
    }
    web.put("index", index + "</sitemapindex>");

    assertThat(all(seeds("index"))).contains(problem("index", leftOut(244)));
  }

  @Test
  void next_sourceFails_exceptionNamesTheSitemap() throws IOException {
    IllegalStateException bug = new IllegalStateException("a bug");
    try (SeedReader reader =
        named(waits(CompletableFuture.failedFuture(bug), new CountDownLatch(1))).open()) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(HOST + "a: ")
          .hasCause(bug);
    }
  }

  @Test
  void close_whileBlocked_nextEndsAndWhatWasAskedForIsCancelled() throws Exception {
    CompletableFuture<Body> late = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    SeedReader reader = named(waits(late, asked)).open();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(() -> failure.set(catchThrowable(reader::next)));
    thread.start();
    asked.await();
    reader.close();
    thread.join();

    assertThat(failure.get()).isInstanceOf(IOException.class).hasMessage("sitemaps: closed");
    assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
    assertThat(late).isCancelled();
    reader.close();
  }

  @Test
  void close_betweenEntries_bytesGivenBackOnce() throws IOException {
    web.put("a", pages("1", "2"));
    SeedReader reader = seeds("a").open();
    assertThat(reader.next()).isNotNull();
    assertThat(web.inUse).hasValue(1);
    assertThat(reader.progress()).isNaN();

    reader.close();
    reader.close();

    assertThat(web.inUse).hasValue(0);
    assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
  }

  @Test
  void interrupt_whileBlocked_nextEnds() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    SitemapSource never = waits(new CompletableFuture<>(), asked);
    for (Seeds seeds :
        List.of(named(never), new SitemapSeeds(Seeds.of(List.of(HOST)), List.of(), true, never))) {
      try (SeedReader reader = seeds.open()) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> failure.set(catchThrowable(() -> drain(reader))));
        thread.start();
        asked.await();
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(20));

        assertThat(failure.get())
            .isInstanceOf(InterruptedIOException.class)
            .hasMessage("sitemaps: interrupted");
      }
    }
  }

  @Test
  void withSitemaps_hostsOfInputs_eachOnceAfterTheInputs() throws IOException {
    web.put("map", pages("1", "http://www.example.com/2", "https://example.com/3", "4"));
    web.put("https://other.example/maps", pages("https://www.example.com/5", "ftp://x/"));
    web.lines = List.of("map", "http://[", "https://other.example/maps");
    Seeds seeds = ofHosts(HOST + "a", "no url", "ftp://x/", HOST + "b");

    assertThat(all(seeds).stream().map(SitemapSeedsTest::text))
        .containsExactly(
            HOST + "a",
            "no url",
            "ftp://x/",
            HOST + "b",
            "http://[",
            HOST + "1",
            HOST + "4",
            HOST + "map: 2 pages of other hosts left out, first http://www.example.com/2",
            HOST + "5",
            "https://other.example/maps: 1 page of other hosts left out, first ftp://x/");
    assertThat(web.asked).containsExactly("https://www.example.com");
    assertThat(web.inUse).hasValue(0);
  }

  @Test
  void withSitemaps_noneNamed_triesTheUsualPlaceSilently() throws IOException {
    web.put("https://a.example/sitemap.xml", "<!doctype html>");
    web.put("https://b.example/sitemap.xml", index("/gone", "/c"));
    web.put("https://b.example/c", pages("https://b.example/1"));
    web.put("https://d.example/sitemap.xml", pages("https://d.example/2") + "junk");
    List<Seed> seeds =
        all(ofHosts("https://a.example/", "https://b.example/", HOST, "https://d.example:443/"));

    assertThat(seeds.subList(4, seeds.size()).stream().map(SitemapSeedsTest::text))
        .hasSize(4)
        .contains(
            "https://b.example/gone: http-error", "https://b.example/1", "https://d.example/2")
        .anyMatch(text -> text.startsWith("https://d.example/sitemap.xml: broken XML"));
    assertThat(web.fetched).contains(HOST + "sitemap.xml", "https://a.example/sitemap.xml");
  }

  @Test
  void withSitemaps_manyHosts_boundedAndSaid() throws IOException {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 10_003; i++) {
      urls.add("https://h" + i + ".example/");
      urls.add("https://h0.example/" + i);
    }

    List<Seed> all = all(ofHosts(urls.toArray(new String[0])));

    assertThat(web.asked).hasSize(10_000);
    assertThat(all).hasSize(urls.size() + 1);
    assertThat(all.get(urls.size()))
        .isEqualTo(
            new Seed.Invalid(
                "https://h10000.example",
                "sitemaps",
                "more than 10,000 hosts; sitemaps are read of the first 10,000"));
  }

  @Test
  void withSitemaps_closedWhileRobotsIsAwaited_ends() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Optional<List<String>>> lines = new CompletableFuture<>();
    SitemapSource silent =
        new SitemapSource() {
          @Override
          public CompletableFuture<Optional<List<String>>> ofHost(Host host) {
            asked.countDown();
            return lines;
          }

          @Override
          public CompletableFuture<Body> fetch(CrawlUrl url) {
            return web.fetch(url);
          }
        };
    SeedReader reader = new SitemapSeeds(Seeds.of(List.of(HOST)), List.of(), true, silent).open();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(() -> failure.set(catchThrowable(() -> drain(reader))));
    thread.start();
    asked.await();
    reader.close();
    thread.join();

    assertThat(failure.get()).isInstanceOf(IOException.class).hasMessage("sitemaps: closed");
  }

  @Test
  void withSitemaps_closedWhileSitemapIsAwaited_ends() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    SitemapSource never = waits(new CompletableFuture<>(), asked);
    SeedReader reader = new SitemapSeeds(Seeds.of(List.of(HOST)), List.of(), true, never).open();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(() -> failure.set(catchThrowable(() -> drain(reader))));
    thread.start();
    asked.await();
    reader.close();
    thread.join();

    assertThat(failure.get()).isInstanceOf(IOException.class).hasMessage("sitemaps: closed");
  }

  private static SitemapSource waits(CompletableFuture<Body> future, CountDownLatch asked) {
    return new SitemapSource() {
      @Override
      public CompletableFuture<Optional<List<String>>> ofHost(Host host) {
        return completedFuture(Optional.of(List.of()));
      }

      @Override
      public CompletableFuture<Body> fetch(CrawlUrl url) {
        asked.countDown();
        return future;
      }
    };
  }

  private static Seeds named(SitemapSource source) {
    return new SitemapSeeds(Seeds.of(List.of()), List.of(at("a")), false, source);
  }

  private Seeds ofHosts(String... urls) {
    return new SitemapSeeds(Seeds.of(List.of(urls)), List.of(), true, web);
  }

  private Seeds seeds(String... sitemaps) {
    List<CrawlUrl> named = List.of(sitemaps).stream().map(SitemapSeedsTest::at).toList();
    return new SitemapSeeds(Seeds.of(List.of()), named, false, web);
  }

  /** The paths of the pages that sitemaps name. */
  private List<String> read(String... sitemaps) throws IOException {
    return all(seeds(sitemaps)).stream()
        .map(seed -> ((Seed.Url) seed).url().href().substring(HOST.length()))
        .toList();
  }

  private static List<Seed> all(Seeds seeds) throws IOException {
    List<Seed> all = new ArrayList<>();
    try (SeedReader reader = seeds.open()) {
      for (Seed seed = reader.next(); seed != null; seed = reader.next()) {
        all.add(seed);
      }
      assertThat(reader.next()).isNull();
    }
    return all;
  }

  private static void drain(SeedReader reader) throws IOException {
    while (reader.next() != null) {
      assertThat(reader.progress()).isNaN();
    }
  }

  /** A seed's URL; of what is invalid its text, and the reason where a sitemap is at fault. */
  private static String text(Seed seed) {
    if (seed instanceof Seed.Invalid invalid) {
      boolean sitemap = invalid.text().equals(invalid.where());
      return invalid.text() + (sitemap ? ": " + invalid.reason() : "");
    }
    if (seed instanceof Seed.Failed failed) {
      return failed.url() + ": " + failed.outcome();
    }
    return ((Seed.Url) seed).url().href();
  }

  private static String leftOut(int count) {
    return count
        + " sitemaps left out: at most 50,000 are read, 1,000 of a host of the inputs, and 2"
        + " indexes deep";
  }

  private static Seed problem(String sitemap, String reason) {
    return new Seed.Invalid(at(sitemap).href(), at(sitemap).href(), reason);
  }

  private static CrawlUrl at(String path) {
    return path.contains("://") ? url(path) : url(HOST + path);
  }

  private static String[] full(String... paths) {
    return List.of(paths).stream().map(path -> at(path).href()).toArray(String[]::new);
  }

  private static String index(String... sitemaps) {
    StringBuilder xml = new StringBuilder("<sitemapindex>");
    for (String sitemap : sitemaps) {
      xml.append("<sitemap><loc>").append(sitemap).append("</loc></sitemap>");
    }
    return xml + "</sitemapindex>";
  }

  private static String pages(String... pages) {
    StringBuilder xml = new StringBuilder("<urlset>");
    for (String page : pages) {
      xml.append("<url><loc>").append(page).append("</loc></url>");
    }
    return xml + "</urlset>";
  }
}
