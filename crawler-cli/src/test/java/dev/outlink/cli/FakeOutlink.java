package dev.outlink.cli;

import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.cli.commands.CrawlEngine;
import dev.outlink.cli.console.FakeCrawl;
import dev.outlink.cli.console.Screen;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.Explanation;
import dev.outlink.record.Outcome;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The command with a {@link FakeCrawl} in place of a crawler. */
final class FakeOutlink {

  static final CrawlSummary ONE_PAGE = FakeCrawl.summary(1, Map.of(Outcome.PAGE, 1L));

  final Screen screen = new Screen();
  final FakeCrawl crawl = new FakeCrawl();

  /** The configurations with which engines were started. */
  final List<CrawlConfig> started = new ArrayList<>();

  /** How often an engine was closed. */
  int closed;

  /** Runs a crawl of one page. */
  int crawl(String... arguments) {
    crawl.completion.complete(ONE_PAGE);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(0, "crawl");
    return run(all.toArray(new String[0]));
  }

  int run(String... arguments) {
    return new Main(
            screen.terminal,
            config -> {
              started.add(config);
              return engine();
            })
        .run(arguments);
  }

  CrawlEngine engine() {
    return new CrawlEngine() {
      @Override
      public CompletableFuture<Explanation> explain(CrawlUrl url, @Nullable CrawlUrl from) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException());
      }

      @Override
      public Crawl crawl(Seeds seeds, LinkSink sink, CrawlListener listener) {
        return crawl;
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }
}
