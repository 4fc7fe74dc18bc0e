package dev.outlink.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.Links;
import dev.outlink.Resources;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageResult;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.sink.PageResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application does with a crawler; it sees the face and the values, and nothing else. */
@Timeout(30)
class EmbeddingTest {

  private static final byte[] PAGE =
      "<a href='/tea'>Tea</a> <a href='cake#plum'>Plum cake</a>".getBytes(StandardCharsets.UTF_8);

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
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, PAGE.length);
          exchange.getResponseBody().write(PAGE);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static Crawler crawler() {
    return Crawler.create(config());
  }

  private static CrawlConfig config() {
    return CrawlConfig.builder().robots(false).hostConcurrency(8).build();
  }

  private List<String> urls(int count) {
    return IntStream.range(0, count).mapToObj(number -> site + number).toList();
  }

  @Test
  void pull_givesEveryResult() {
    try (Crawler crawler = crawler();
        PageResults results = crawler.pull(Seeds.from(urls(200)))) {
      List<String> pages = results.stream().map(result -> result.page().url()).sorted().toList();
      assertThat(pages).containsExactlyElementsOf(urls(200).stream().sorted().toList());
      assertThat(results.hasNext()).isFalse();
    }
  }

  @Test
  void pull_whoStopsReading_stopsTheCrawl() {
    AtomicInteger read = new AtomicInteger();
    Seeds endless = Seeds.from(Stream.generate(() -> site + read.incrementAndGet()));
    try (Crawler crawler = crawler()) {
      try (PageResults results = crawler.pull(endless)) {
        assertThat(results.next().page().outcome()).isEqualTo(Outcome.PAGE);
        assertThat(results.next().links()).hasSize(2);
      }
    }
    assertThat(asked.get()).isPositive();
  }

  /** 3,000 pages that are there at once, and a reader that has taken one. */
  @Test
  void pull_readerThatStands_isNotFarBehind() {
    try (Crawler crawler = crawler();
        PageResults results = crawler.pull(Seeds.from(urls(3_000)))) {
      assertThat(results.next().page().outcome()).isEqualTo(Outcome.PAGE);
      AtomicInteger before = new AtomicInteger(-1);
      org.awaitility.Awaitility.await()
          .pollInterval(Duration.ofMillis(200))
          .until(() -> before.getAndSet(asked.get()) == asked.get());
      assertThat(asked.get()).isBetween(1_000, 1_100);
      assertThat(results.stream()).hasSize(2_999);
    }
  }

  /** 400 crawls at one time, each with a reader of its own that takes a few results and goes. */
  @Test
  void pull_400ReadersThatGo_leaveNothing() {
    try (Crawler crawler = crawler()) {
      List<PageResults> all =
          IntStream.range(0, 400).mapToObj(n -> crawler.pull(Seeds.from(urls(50)))).toList();
      for (PageResults results : all) {
        assertThat(results.next().links()).hasSize(2);
        results.close();
      }
      PageResults last = crawler.pull(Seeds.from(urls(50)));
      try (last) {
        assertThat(last.stream()).hasSize(50);
      }
    }
  }

  @Test
  void pull_inputThatCannotBeRead_throws() {
    try (Crawler crawler = crawler();
        PageResults results = crawler.pull(Seeds.lines(Path.of("no-such-file.txt")))) {
      assertThatThrownBy(results::hasNext)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("no-such-file.txt");
    }
  }

  @Test
  void publish_asMuchAsIsAskedFor() throws Exception {
    Queue<PageResult> got = new ConcurrentLinkedQueue<>();
    CountDownLatch three = new CountDownLatch(3);
    CountDownLatch end = new CountDownLatch(1);
    Flow.Subscription[] asks = new Flow.Subscription[1];
    try (Crawler crawler = crawler()) {
      crawler
          .publish(Seeds.from(urls(100)))
          .subscribe(
              new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                  asks[0] = subscription;
                  subscription.request(3);
                }

                @Override
                public void onNext(PageResult result) {
                  got.add(result);
                  three.countDown();
                }

                @Override
                public void onError(Throwable failure) {
                  throw new AssertionError(failure);
                }

                @Override
                public void onComplete() {
                  end.countDown();
                }
              });
      assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(got).hasSize(3);
      asks[0].request(Long.MAX_VALUE);
      assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(got).hasSize(100);
    }
  }

  @Test
  void seeds_ofAPublisher_areAllRead() {
    try (Crawler crawler = crawler();
        SubmissionPublisher<String> source = new SubmissionPublisher<>()) {
      PageResults results = crawler.pull(Seeds.from(source));
      org.awaitility.Awaitility.await().until(() -> source.getNumberOfSubscribers() == 1);
      urls(300).forEach(source::submit);
      source.close();
      try (results) {
        assertThat(results.stream()).hasSize(300);
      }
    }
  }

  @Test
  void seeds_ofAPublisherThatFails_failTheCrawl() {
    Flow.Publisher<String> broken =
        subscriber -> {
          subscriber.onSubscribe(
              new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
              });
          subscriber.onError(new IllegalStateException("the list is gone"));
        };
    try (Crawler crawler = crawler();
        PageResults results = crawler.pull(Seeds.from(broken))) {
      assertThatThrownBy(results::hasNext)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("the list is gone");
    }
  }

  @Test
  void listener_hearsEveryStep() throws Exception {
    Queue<CrawlEvent> heard = new ConcurrentLinkedQueue<>();
    List<String> urls = new ArrayList<>(urls(2));
    urls.add(urls.get(0));
    try (Crawler crawler = crawler()) {
      Crawl crawl = crawler.crawl(Seeds.from(urls), LinkSink.of(result -> {}), heard::add);
      CrawlSummary summary = crawl.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
      crawl.close();
      assertThat(summary.inputs()).isEqualTo(3);
    }
    assertThat(heard)
        .hasExactlyElementsOfTypes(heard.stream().map(Object::getClass).toArray(Class<?>[]::new));
    assertThat(count(heard, CrawlEvent.SeedRead.class)).isEqualTo(3);
    assertThat(count(heard, CrawlEvent.Admitted.class)).isEqualTo(2);
    assertThat(count(heard, CrawlEvent.Refused.class)).isEqualTo(1);
    assertThat(count(heard, CrawlEvent.Started.class)).isEqualTo(2);
    assertThat(count(heard, CrawlEvent.Extracted.class)).isEqualTo(2);
    assertThat(count(heard, CrawlEvent.Written.class)).isEqualTo(3);
    assertThat(count(heard, CrawlEvent.Finished.class)).isEqualTo(1);
  }

  /** 200,000 links that are not followed, and a listener that does not come back for a while. */
  @Test
  void listener_thatIsLate_holdsUpTheLinksOfOnePage() throws Exception {
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      links.append("<a href='http://x.example/").append(i).append("'>");
    }
    byte[] many = links.toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/many",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, many.length);
          exchange.getResponseBody().write(many);
          exchange.close();
        });
    CountDownLatch free = new CountDownLatch(1);
    AtomicInteger queued = new AtomicInteger();
    AtomicInteger heard = new AtomicInteger();
    CrawlListener late =
        new CrawlListener() {
          @Override
          public boolean hears(CrawlEvent event) {
            queued.incrementAndGet();
            return true;
          }

          @Override
          public void on(CrawlEvent event) {
            await(free);
            heard.incrementAndGet();
          }
        };
    CrawlConfig site = config().toBuilder().scope(ScopeConfig.DEFAULT.withDepth(1)).build();
    try (Crawler crawler = Crawler.create(site)) {
      Crawl crawl =
          crawler.crawl(Seeds.of(List.of(this.site + "many")), LinkSink.of(result -> {}), late);
      AtomicInteger before = new AtomicInteger(-1);
      org.awaitility.Awaitility.await()
          .pollInterval(Duration.ofMillis(300))
          .until(() -> queued.get() > 100 && before.getAndSet(queued.get()) == queued.get());
      assertThat(queued.get()).isBetween(65_000, 66_000);
      free.countDown();
      assertThat(crawl.completion().toCompletableFuture().get(20, TimeUnit.SECONDS).links())
          .isEqualTo(200_000);
      crawl.close();
      assertThat(heard.get()).isEqualTo(queued.get()).isGreaterThan(200_000);
    }
  }

  private static long count(Queue<CrawlEvent> heard, Class<? extends CrawlEvent> kind) {
    return heard.stream().filter(kind::isInstance).count();
  }

  @Test
  void resources_thatAreHandedIn_areUsedAndLeftOpen() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    Instant then = Instant.parse("2001-02-03T04:05:06Z");
    ExecutorService own = Executors.newFixedThreadPool(4, task -> new Thread(task, "own"));
    ExecutorService hearing = Executors.newSingleThreadExecutor(task -> new Thread(task, "ear"));
    try {
      Resources resources =
          Resources.builder()
              .compute(own, 2)
              .listeners(hearing)
              .ioThreads(1)
              .memory(128L << 20)
              .clock(Clock.fixed(then, ZoneOffset.UTC))
              .build();
      Queue<PageResult> results = new ConcurrentLinkedQueue<>();
      try (Crawler crawler = Crawler.create(config(), resources)) {
        Crawl crawl =
            crawler.crawl(
                Seeds.from(urls(20)),
                LinkSink.of(
                    result -> {
                      threads.add(Thread.currentThread().getName());
                      results.add(result);
                    }),
                event -> threads.add(Thread.currentThread().getName()));
        crawl.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
        crawl.close();
      }
      assertThat(threads).containsExactlyInAnyOrder("own", "ear");
      assertThat(results).allMatch(result -> then.equals(result.page().fetchedAt()));
      assertThat(own.isShutdown()).isFalse();
    } finally {
      own.shutdownNow();
      hearing.shutdownNow();
    }
    assertThatThrownBy(() -> Resources.builder().compute(own, 2).listeners(own).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("listeners: they need an executor other than");
    assertThatThrownBy(() -> Resources.builder().memory(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("memory: 1 is less than 67108864 bytes");
    assertThatThrownBy(() -> Resources.builder().ioThreads(0))
        .hasMessage("ioThreads: 0 is not between 1 and 1024");
  }

  @Test
  void sink_thatBlocks_runsOnItsExecutor() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    ExecutorService blocking = Executors.newSingleThreadExecutor(task -> new Thread(task, "slow"));
    try (Crawler crawler = crawler()) {
      LinkSink slow =
          LinkSink.of(
              result -> {
                await(free);
                seen.add(Thread.currentThread().getName() + " " + result.page().url());
              },
              blocking);
      Crawl crawl = crawler.crawl(Seeds.from(urls(40)), slow);
      assertThat(seen).isEmpty();
      free.countDown();
      crawl.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertThat(seen).hasSize(40).allMatch(entry -> entry.startsWith("slow "));
    } finally {
      blocking.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void config_toBuilder_keepsAllAndGoesItsOwnWay() {
    CrawlConfig first =
        CrawlConfig.builder().concurrency(7).header("A", "1").userAgent("Bot/1").build();
    CrawlConfig second = first.toBuilder().concurrency(9).header("B", "2").build();
    assertThat(first.politeness().concurrency()).isEqualTo(7);
    assertThat(first.fetch().headers().size()).isEqualTo(1);
    assertThat(second.politeness().concurrency()).isEqualTo(9);
    assertThat(second.fetch().userAgent()).isEqualTo("Bot/1");
    assertThat(second.fetch().headers().all("b")).containsExactly("2");
    assertThat(second.fetch().headers().all("a")).containsExactly("1");
  }

  @Test
  void links_ofOneDocument() {
    assertThat(Links.of("<base href=/b/><a href=x>x</a><a href=x>y</a>", "http://h/a"))
        .extracting(link -> link.url().href())
        .containsExactly("http://h/b/x");
    LinkSelection images = LinkSelection.DEFAULT.withKinds(EnumSet.of(LinkKind.IMG));
    assertThat(Links.of("<img src=i.png><a href=x>x</a>", "http://h/", images))
        .extracting(link -> link.url().href())
        .containsExactly("http://h/i.png");
    byte[] latin = "<a href='?q=\u00e4'>a</a>".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Links.of(latin, "text/html; charset=latin1", "http://h/", LinkSelection.DEFAULT))
        .extracting(link -> link.url().href())
        .containsExactly("http://h/?q=%E4");
    assertThatThrownBy(() -> Links.of("", "no url"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'no url' is no URL");
  }

  @Test
  void close_leavesNoThread() {
    try (Crawler crawler = crawler();
        PageResults results = crawler.pull(Seeds.from(urls(20)))) {
      assertThat(results.stream()).hasSize(20);
    }
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("outlink-")));
  }
}
