package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.Crawl;
import dev.outlink.CrawlConfig;
import dev.outlink.cli.commands.CrawlEngine;
import dev.outlink.cli.console.Screen;
import dev.outlink.cli.options.ExplainSettings;
import dev.outlink.cli.options.Option;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.Explanation;
import dev.outlink.record.Explanation.Line;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.LinkSink;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  private final Screen screen = new Screen();
  private final List<String> asked = new ArrayList<>();
  private final List<CrawlConfig> started = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private int closed;

  @Test
  void urlThatPasses_isCrawled() {
    lines.add(new Line("scope", true, "in scope"));
    lines.add(new Line("delay", true, "0 ms"));

    assertThat(explain("http://u@EXAMPLE.org:81/a/../b?c#d")).isZero();
    assertThat(asked).containsExactly("http://u@example.org:81/b?c#d from null");
    assertThat(screen.out())
        .isEqualTo(
            """
            url                 http://u@example.org:81/b?c#d
            parsed              scheme http, host example.org, port 81, path /b, query c, fragment d\
             (ignored)
            key                 the key
            scope               yes  in scope
            delay               yes  0 ms
            crawl
            """);
    assertThat(screen.err()).isEmpty();
    assertThat(closed).isOne();
  }

  @Test
  void bareDomain_withItsScheme_isExplained() {
    assertThat(explain("--default-scheme=https", "Example.org/a")).isZero();
    assertThat(explain("--default-scheme=http", "--from=example.org:81/b/", "c")).isZero();
    assertThat(explain("example.org/a")).isEqualTo(2);
    assertThat(asked)
        .containsExactly(
            "https://example.org/a from null",
            "http://example.org:81/b/c from http://example.org:81/b/");
  }

  @Test
  void urlThatIsRefused_exitsWithThree_andSaysWhyAtTheEnd() {
    lines.add(new Line("scope", true, "in scope"));
    lines.add(new Line("robots", false, "line 2: Disallow: /\u001b[2J"));

    assertThat(explain("http://a/")).isEqualTo(3);
    assertThat(screen.out().lines().toList())
        .endsWith(
            "robots              no   line 2: Disallow: /?[2J",
            "do not crawl: robots, line 2: Disallow: /?[2J");
  }

  @Test
  void relativeUrl_isALinkOfThePage() {
    lines.add(new Line("scope", true, "in scope"));

    assertThat(explain("--from", "https://example.org/x/y", "-d", "2", "../z")).isZero();
    assertThat(asked).containsExactly("https://example.org/z from https://example.org/x/y");
    assertThat(started.get(0).scope().depth()).isEqualTo(2);
  }

  @Test
  void allThatIsWrong_isSaidAtOnce() {
    assertThat(explain("--from=x", "--exclude=(", "-q", "no url")).isEqualTo(2);
    assertThat(screen.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo("outlink: --quiet: not applicable to a single URL; leave it out"),
            line -> assertThat(line).startsWith("outlink: --from: 'x' is not a URL: "),
            line -> assertThat(line).startsWith("outlink: URL: 'no url' is not a URL: "),
            line -> assertThat(line).startsWith("outlink: --exclude: '(' : "),
            line -> assertThat(line).isEqualTo("Try 'outlink explain --help'."));
    assertThat(started).isEmpty();
  }

  @Test
  void optionsThatDecideNothing_areRefusedByName() {
    int status =
        explain(
            "--max-pages", "5", "-o", "x.tsv", "--links=img", "-c8", "--no-robots", "http://a/");

    assertThat(status).isEqualTo(2);
    assertThat(screen.err())
        .startsWith(
            "outlink: --output, --links, --max-pages, --concurrency: not applicable to a single URL;"
                + " leave it out\nTry");
    assertThat(started).isEmpty();
  }

  @Test
  void optionsThatAreAboutLinks_needThePage() {
    assertThat(explain("--exclude=[.]pdf$", "-d2", "http://a/x.pdf")).isEqualTo(2);
    assertThat(screen.err())
        .startsWith(
            "outlink: --depth, --exclude: for links only; name the page of the link with"
                + " --from PAGE\nTry");
    assertThat(explain("--exclude=[.]pdf$", "-d2", "--from=http://a/", "http://a/x.pdf")).isZero();
  }

  /** Each option is refused, or is one of those that the answer depends on. */
  @Test
  void everyOptionOfACrawl_isRefusedOrAsked() {
    List<String> asked = new ArrayList<>();
    for (Option option : Option.ALL) {
      if (!ExplainSettings.IGNORED.contains(option.key())) {
        asked.add(option.key());
      }
    }
    assertThat(asked)
        .contains("scope", "exclude", "no-robots", "user-agent", "host-delay", "proxy")
        .doesNotContain("max-pages", "output", "color");
    assertThat(Option.ALL).extracting(Option::key).containsAll(ExplainSettings.IGNORED);
  }

  @Test
  void configurationFile_isThatOfACrawl_andMayHaveOthers(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("c"), "max-pages = 5\nexclude = x\n");

    assertThat(explain("--config", file.toString(), "http://a/")).isZero();
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void noUrlOrTwo_isMisuse() {
    assertThat(explain()).isEqualTo(2);
    assertThat(explain("http://a/", "http://b/")).isEqualTo(2);
    assertThat(screen.err()).contains("URL: none is given", "URL: give only one URL");
  }

  @Test
  void help_namesItsOwnOptionsAndThoseOfCrawl() {
    assertThat(explain("--help")).isZero();
    assertThat(screen.out())
        .contains("--from=PAGE", "--exclude=REGEX", "URL")
        .doesNotContain("--max-pages=", "--columns", "Budgets:");
  }

  @Test
  void fromWithCrawl_isNoOption() {
    assertThat(outlink("crawl", "--from=http://a/", "http://a/")).isEqualTo(2);
    assertThat(screen.err()).contains("--from: no such option");
  }

  private int explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(0, "explain");
    return outlink(all.toArray(new String[0]));
  }

  private int outlink(String... arguments) {
    return new Main(screen.terminal, this::engine).run(arguments);
  }

  private CrawlEngine engine(CrawlConfig config) {
    started.add(config);
    return new CrawlEngine() {
      @Override
      public Crawl crawl(Seeds seeds, LinkSink sink, CrawlListener listener) {
        throw new UnsupportedOperationException();
      }

      @Override
      public CompletableFuture<Explanation> explain(CrawlUrl url, @Nullable CrawlUrl from) {
        asked.add(url + " from " + from);
        boolean crawled = lines.stream().allMatch(Line::passed);
        return CompletableFuture.completedFuture(new Explanation(url, "the key", crawled, lines));
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }
}
