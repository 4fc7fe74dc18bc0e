package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrawlConfigTest {

  @Test
  void build_defaults_areThoseOfTheDesign() {
    CrawlConfig config = CrawlConfig.builder().build();
    assertThat(config.politeness().concurrency()).isEqualTo(256);
    assertThat(config.politeness().hostConcurrency()).isEqualTo(4);
    assertThat(config.politeness().hostDelay()).isZero();
    assertThat(config.fetch().timeout()).hasSeconds(20);
    assertThat(config.fetch().readTimeout()).hasSeconds(20);
    assertThat(config.fetch().connectTimeout()).hasSeconds(10);
    assertThat(config.fetch().maxBody()).isEqualTo(8_000_000);
    assertThat(config.maxRedirects()).isEqualTo(10);
  }

  @Test
  void build_severalMistakes_saysAllAtOnce() {
    ConfigException mistakes =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                CrawlConfig.builder()
                    .concurrency(0)
                    .hostConcurrency(-1)
                    .hostDelay(Duration.ofDays(2))
                    .timeout(Duration.ZERO)
                    .maxBody(0)
                    .maxRedirects(101)
                    .build());
    assertThat(mistakes.problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .contains(
            "concurrency",
            "host-concurrency",
            "host-delay",
            "timeout",
            "max-body",
            "max-redirects");
  }
}
