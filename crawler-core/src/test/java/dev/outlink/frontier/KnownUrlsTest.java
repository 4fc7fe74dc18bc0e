package dev.outlink.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownUrlsTest {

  @Test
  void add_manyUrls_isTrueOnceForEach() {
    KnownUrls known = new KnownUrls(new Random(1));
    for (int i = 0; i < 200_000; i++) {
      assertThat(known.add("http://example.org/" + i)).isTrue();
    }
    for (int i = 0; i < 200_000; i++) {
      assertThat(known.add("http://example.org/" + i)).isFalse();
    }
    assertThat(known.size()).isEqualTo(200_000);
  }
}
