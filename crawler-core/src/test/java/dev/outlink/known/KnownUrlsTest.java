package dev.outlink.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownUrlsTest {

  private static final int URLS = 200_000;

  private final Fingerprint.Keys keys = new Fingerprint.Keys(new Random(1));
  private final KnownUrls known = new KnownUrls();

  @Test
  void add_manyUrls_isTrueOnceForEach() {
    for (int i = 0; i < URLS; i++) {
      assertThat(known.contains(url(i))).isFalse();
      assertThat(known.add(url(i))).isTrue();
    }
    for (int i = 0; i < URLS; i++) {
      assertThat(known.contains(url(i))).isTrue();
      assertThat(known.add(url(i))).isFalse();
    }
    assertThat(known.size()).isEqualTo(URLS);
  }

  @Test
  void add_anyFingerprints_answersAsASetDoes() {
    Random random = new Random(2);
    Set<Fingerprint> set = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      // Few values in each part, at the ends of its range: full runs of slots that wrap around.
      long high = random.nextLong() & 0xff00_000f_0000_0001L;
      long low = random.nextLong() & 0x8000_0007_0000_003fL;
      Fingerprint url = new Fingerprint(high, low | 1);
      assertThat(known.contains(url)).isEqualTo(set.contains(url));
      assertThat(known.add(url)).isEqualTo(set.add(url));
    }
    assertThat(known.size()).isEqualTo(set.size());
  }

  @Test
  void add_manyUrls_neverMovesMoreThanAFewOfThem() {
    for (int i = 0; i < URLS; i++) {
      assertThat(known.add(url(i))).isTrue();
    }
    assertThat(known.largestMove()).isBetween(1, URLS / 1024);
  }

  @Test
  void bytes_fromAHundredThousandUrlsOn_areSixteenAUrlAtMost() {
    SplittableRandom random = new SplittableRandom(3);
    double most = 0;
    for (int i = 1; i <= 1_000_000; i++) {
      known.add(new Fingerprint(random.nextLong(), random.nextLong()));
      if (i >= 100_000 && i % 10_000 == 0) {
        most = Math.max(most, (double) known.heapBytes() / i);
      }
    }
    assertThat(known.size()).isEqualTo(1_000_000);
    assertThat(most).isLessThan(16).isGreaterThan(13);
  }

  @Test
  void add_partsThatAreZero_areKeptApart() {
    assertThat(known.add(new Fingerprint(0, 1))).isTrue();
    assertThat(known.add(new Fingerprint(1, 0))).isTrue();
    assertThat(known.add(new Fingerprint(0, 1))).isFalse();
    assertThat(known.add(new Fingerprint(1, 0))).isFalse();
    assertThat(known.add(new Fingerprint(2, 0))).isTrue();
    assertThat(known.contains(new Fingerprint(2, 0))).isTrue();
  }

  @Test
  void add_millions_leaveTheHeapAndAreAllKnown() {
    SplittableRandom random = new SplittableRandom(4);
    double most = 0;
    for (int i = 1; i <= 3_000_000; i++) {
      assertThat(known.add(new Fingerprint(random.nextLong(), random.nextLong()))).isTrue();
      if (known.asksForMemory()) {
        known.addMemory(memory());
      }
      if (i == 1_000_000) {
        assertThat(known.memoryBytes()).isZero();
      }
      if (i >= 2_500_000 && i % 10_000 == 0) {
        most = Math.max(most, (double) known.memoryBytes() / i);
      }
    }
    assertThat(known.heapBytes()).isLessThan(1 << 20);
    assertThat(most).isBetween(12.0, 12 * 1.9); // two chunks of it are ready for what comes
    SplittableRandom again = new SplittableRandom(4);
    for (int i = 1; i <= 3_000_000; i++) {
      if (!known.contains(new Fingerprint(again.nextLong(), again.nextLong()))) {
        throw new AssertionError("lost: number " + i);
      }
    }
    assertThat(known.contains(new Fingerprint(again.nextLong(), again.nextLong()))).isFalse();
    assertThat(known.size()).isEqualTo(3_000_000);
    assertThat(known.isShort()).isFalse();
    assertThat(known.largestMove()).isLessThan(2_000);
  }

  @Test
  void addMemory_late_endsTheShortageAndLosesNothing() {
    SplittableRandom random = new SplittableRandom(5);
    int added = 0;
    while (!known.isShort()) {
      assertThat(known.add(new Fingerprint(random.nextLong(), random.nextLong()))).isTrue();
      added++;
    }
    assertThat(known.asksForMemory()).isTrue();
    assertThat(known.asksForMemory()).isFalse();
    assertThat(known.heapBytes()).isLessThan(40 << 20);
    Fingerprint sought = new Fingerprint(random.nextLong(), random.nextLong());
    assertThat(known.contains(sought)).isFalse();
    while (known.isShort()) {
      known.addMemory(memory());
    }
    assertThat(known.add(sought)).isTrue();
    assertThat(known.contains(sought)).isTrue();
    SplittableRandom again = new SplittableRandom(5);
    for (int i = 0; i < added; i++) {
      assertThat(known.contains(new Fingerprint(again.nextLong(), again.nextLong()))).isTrue();
    }
  }

  private static ByteBuffer memory() {
    return ByteBuffer.allocate(FingerprintPages.CHUNK_BYTES);
  }

  private Fingerprint url(int number) {
    return keys.of("http://example.org/" + number);
  }
}
