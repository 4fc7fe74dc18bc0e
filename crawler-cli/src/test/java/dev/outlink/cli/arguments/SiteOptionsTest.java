package dev.outlink.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.CrawlConfig;
import dev.outlink.cli.options.CrawlOptions;
import dev.outlink.cli.options.ParsedArguments;
import dev.outlink.cli.options.UsageException;
import dev.outlink.link.LinkKind;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.scope.ScopeKind;
import dev.outlink.seed.SitemapConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options about whole sites: what is crawled, and how politely. */
class SiteOptionsTest {

  @Test
  void everyOption_reachesTheConfiguration() throws UsageException {
    CrawlConfig config =
        config(
            "--depth=3",
            "--scope=domain",
            "--include",
            "/docs/",
            "--include=/api/",
            "--exclude",
            "[.]pdf$",
            "--max-pages=3000000000",
            "--max-pages-per-host",
            "500",
            "--max-time",
            "90m",
            "--max-url-length=1000",
            "--max-segments=9",
            "--max-repeats=2",
            "--max-variants=70",
            "--follow",
            "a,canonical",
            "--obey",
            "noindex,nofollow",
            "--no-robots",
            "--max-crawl-delay=1m",
            "--retries",
            "5",
            "--adaptive",
            "--ip-concurrency=7",
            "--ip-delay=20ms",
            "--max-host-failures=0",
            "--max-retry-after=1h",
            "--sitemap=auto",
            "--sitemap",
            "https://example.org/sitemap.xml",
            "--contact",
            "bot@example.org",
            "http://a/");

    assertThat(config)
        .isEqualTo(
            CrawlConfig.builder()
                .scope(
                    new ScopeConfig(
                        ScopeKind.DOMAIN,
                        3,
                        List.of("/docs/", "/api/"),
                        List.of("[.]pdf$"),
                        3_000_000_000L,
                        500,
                        1000,
                        9,
                        2,
                        70))
                .maxTime(Duration.ofMinutes(90))
                .follow(EnumSet.of(LinkKind.A, LinkKind.CANONICAL))
                .obeyNofollow(true)
                .obeyNoindex(true)
                .robots(false)
                .maxCrawlDelay(Duration.ofMinutes(1))
                .retries(5)
                .adaptive(true)
                .ipConcurrency(7)
                .ipDelay(Duration.ofMillis(20))
                .maxHostFailures(0)
                .maxRetryAfter(Duration.ofHours(1))
                .sitemaps(new SitemapConfig(List.of("https://example.org/sitemap.xml"), true))
                .contact("bot@example.org")
                .build());
    assertThat(config.fetch().userAgent()).endsWith(" (+bot@example.org)");
  }

  @Test
  void configurationFile_hasThemToo(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("c"),
            "depth = 2\nexclude = a\nexclude.2 = b\\\\.c\nno-robots = true\nsitemap = auto\n");

    CrawlConfig config = config("--config", file.toString(), "http://a/");

    assertThat(config.scope().depth()).isEqualTo(2);
    assertThat(config.scope().exclude()).containsExactly("a", "b\\.c");
    assertThat(config.robots()).isFalse();
    assertThat(config.sitemaps().ofHosts()).isTrue();
  }

  @Test
  void allThatIsWrong_isSaidAtOnceWithItsOrigin(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("c"), "max-time = 0\n\nretries = 101\n");

    assertThat(
            problems(
                "--config=" + file,
                "--depth=1000001",
                "--scope=hosts",
                "--include=ok",
                "--include=a(b",
                "--exclude=[z-a]",
                "--obey=nofollow,robots",
                "--sitemap=ftp://example.org/",
                "--max-pages=x",
                "--max-retry-after=10ms",
                "--contact=(me)",
                "http://a/"))
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line).startsWith("--scope: 'hosts' is not a scope; did you mean host?"),
            line -> assertThat(line).startsWith("--include: 'a(b' : ").endsWith(" at 2"),
            line -> assertThat(line).startsWith("--exclude: '[z-a]' : ").contains(" at 2"),
            line -> assertThat(line).isEqualTo("--obey: 'robots' is neither nofollow nor noindex"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "--sitemap: 'ftp://example.org/' is no http or https URL; give the URL of a"
                            + " sitemap, or auto"),
            line -> assertThat(line).isEqualTo("--max-pages: 'x' is not a whole number"),
            line -> assertThat(line).startsWith("--contact: it is empty or has a parenthesis"),
            line -> assertThat(line).startsWith("--depth: 1000001 is not within 0 to 1000000"),
            line -> assertThat(line).startsWith("--max-retry-after: PT0.01S is not between"),
            line -> assertThat(line).startsWith(file + ":1: max-time: PT0S is not between"),
            line -> assertThat(line).startsWith(file + ":3: retries: 101 is not between"));
  }

  @Test
  void sitemap_needsNoInput_butThoseOfHostsDo() throws UsageException {
    assertThat(config("--sitemap=https://example.org/s.xml").sitemaps().urls()).hasSize(1);
    assertThat(problems("--sitemap=auto"))
        .singleElement()
        .asString()
        .startsWith("INPUT: none is given;");
    assertThat(problems("--sitemap=nowhere")).singleElement().asString().startsWith("--sitemap:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[31m(", "(\u0007", "\u202e("})
  void pattern_cannotReachTheTerminalRaw(String pattern) {
    assertThat(problems("--exclude=" + pattern, "http://a/"))
        .singleElement()
        .asString()
        .contains("?")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }

  private static CrawlConfig config(String... arguments) throws UsageException {
    return CrawlOptions.settings(given(arguments), Map.of()).crawl();
  }

  private static List<String> problems(String... arguments) {
    UsageException[] thrown = new UsageException[1];
    assertThatThrownBy(() -> config(arguments))
        .isInstanceOfSatisfying(UsageException.class, problem -> thrown[0] = problem);
    return thrown[0].problems();
  }

  private static ParsedArguments given(String... arguments) {
    return Objects.requireNonNull(FastArgumentParser.read(CommandOptions.CRAWL, arguments, 0));
  }
}
