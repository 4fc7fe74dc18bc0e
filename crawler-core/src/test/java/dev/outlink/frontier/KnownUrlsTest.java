package dev.outlink.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownUrlsTest {

  private static final int URLS = 200_000;

  private final Fingerprint.Keys keys = new Fingerprint.Keys(new Random(1));
  private final KnownUrls known = new KnownUrls();

  @Test
  void add_manyUrls_isTrueOnceForEach() {
    for (int i = 0; i < URLS; i++) {
      assertThat(known.add(url(i))).isTrue();
    }
    for (int i = 0; i < URLS; i++) {
      assertThat(known.add(url(i))).isFalse();
    }
    assertThat(known.size()).isEqualTo(URLS);
  }

  @Test
  void add_manyUrls_neverMovesMoreThanAFewOfThem() {
    for (int i = 0; i < URLS; i++) {
      assertThat(known.add(url(i))).isTrue();
    }
    assertThat(known.largestMove()).isBetween(1, URLS / 256);
  }

  @Test
  void add_halvesThatAreZero_areKeptApart() {
    assertThat(known.add(new Fingerprint(0, 1))).isTrue();
    assertThat(known.add(new Fingerprint(1, 0))).isTrue();
    assertThat(known.add(new Fingerprint(0, 1))).isFalse();
    assertThat(known.add(new Fingerprint(1, 0))).isFalse();
  }

  private Fingerprint url(int number) {
    return keys.of("http://example.org/" + number);
  }
}
