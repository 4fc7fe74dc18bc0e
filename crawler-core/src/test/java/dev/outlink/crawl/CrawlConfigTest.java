package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outlink.ConfigException;
import dev.outlink.CrawlConfig;
import dev.outlink.politeness.Politeness;
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

  @Test
  void build_durationsThatNoNumberHolds_areMistakesAndNoBugs() {
    for (long seconds : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
      Duration endless = Duration.ofSeconds(seconds);
      ConfigException mistakes =
          catchThrowableOfType(
              ConfigException.class,
              () ->
                  CrawlConfig.builder()
                      .hostDelay(endless)
                      .timeout(endless)
                      .connectTimeout(endless)
                      .readTimeout(endless)
                      .build());
      assertThat(mistakes.problems())
          .extracting(problem -> problem.substring(0, problem.indexOf(':')))
          .containsExactly("host-delay", "timeout", "connect-timeout", "read-timeout");
    }
  }

  @Test
  void constructors_outOfRange_refuseAsTheBuilderDoes() {
    CrawlConfig config = CrawlConfig.builder().build();
    assertThatThrownBy(() -> Politeness.of(0, 1, Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "concurrency: 0 is not between 1 and 100000;"
                + " host-delay: PT48H is not between 0 and one day");
    assertThatThrownBy(() -> config.toBuilder().retries(101).maxRedirects(-1).build())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("max-redirects: -1 is not between 0 and 100")
        .hasMessageContaining("retries: 101 is not between 0 and 100");
  }
}
