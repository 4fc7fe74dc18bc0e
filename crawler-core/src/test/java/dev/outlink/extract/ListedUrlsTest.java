package dev.outlink.extract;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.outlink.link.LinkKind;
import dev.outlink.link.Outlink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which URLs a page's list has. */
class ListedUrlsTest {

  private final List<Outlink> links = new ArrayList<>();
  private final ListedUrls listed = new ListedUrls(links);

  /** Adds a URL that is new; returns whether it was. */
  private boolean add(String href) {
    if (listed.has(href)) {
      return false;
    }
    links.add(new Outlink(url(href), LinkKind.A, "a", "href", null));
    listed.added();
    return true;
  }

  @Test
  void urls_ofChance_areListedOnce() {
    Random random = new Random(1);
    Set<String> model = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      String href = "http://h/" + random.nextInt(20_000);
      assertThat(add(href)).isEqualTo(model.add(href));
    }
    assertThat(links).hasSize(model.size());
    assertThat(listed.bytes()).isZero();
  }

  @Test
  void urlsWhoseHashCodesAreChosen_costNoMoreThanOthers() {
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 1 << 16; i++) {
            StringBuilder href = new StringBuilder("http://h/");
            for (int bit = 0; bit < 16; bit++) {
              href.append((i >> bit & 1) == 0 ? "Aa" : "BB"); // of equal hash codes
            }
            assertThat(add(href.toString())).isTrue();
            assertThat(add(href.toString())).isFalse();
          }
        });
    assertThat(links).hasSize(1 << 16);
    assertThat(listed.bytes()).isPositive();
  }
}
