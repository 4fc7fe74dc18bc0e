package dev.outlink.cli.warc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bytes of a file, with a way back, next to the whole array. */
class WarcBytesTest {

  private static final int MOST_KEPT = 1 << 24;

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static WarcBytes of(byte[] file, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new WarcBytes(
        new ByteArrayInputStream(file) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, random.nextInt(1, 5_000)));
          }
        });
  }

  @Test
  void bytes_readSkippedAndReadAgain_areThoseOfTheFile() throws IOException {
    byte[] file = noise(1_000_000);
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      WarcBytes bytes = of(file, seed);
      int at = 0;
      int kept = 0;
      while (bytes.hasNext()) {
        assertThat(bytes.position()).isEqualTo(at);
        switch (random.nextInt(12)) {
          case 0 -> {
            bytes.keep();
            kept = at;
          }
          case 1 -> {
            if (random.nextInt(20) == 0) {
              bytes.back();
              at = kept;
            }
          }
          case 2, 3, 4 -> {
            int count = random.nextInt(bytes.available() + 1);
            assertThat(bytes.array()[bytes.from()]).isEqualTo(file[at]);
            bytes.skip(count);
            at += count;
          }
          default -> {
            assertThat(bytes.peek()).isEqualTo(Byte.toUnsignedInt(file[at]));
            assertThat(bytes.read()).isEqualTo(Byte.toUnsignedInt(file[at]));
            at++;
          }
        }
      }
      assertThat(at).isEqualTo(file.length);
      assertThat(bytes.read()).isEqualTo(-1);
      assertThat(bytes.peek()).isEqualTo(-1);
      assertThat(bytes.position()).isEqualTo(file.length);
    }
  }

  private static void readOn(WarcBytes bytes, long count) throws IOException {
    for (long left = count; left > 0 && bytes.hasNext(); ) {
      int some = (int) Math.min(left, bytes.available());
      bytes.skip(some);
      left -= some;
    }
  }

  @Test
  void back_overSixteenMiB_isTheKeptPlace() throws IOException {
    byte[] file = noise(MOST_KEPT + 100);
    WarcBytes bytes = of(file, 1);
    readOn(bytes, 50);
    bytes.keep();
    readOn(bytes, MOST_KEPT - 50);
    bytes.back();
    assertThat(bytes.position()).isEqualTo(50);
    assertThat(bytes.read()).isEqualTo(Byte.toUnsignedInt(file[50]));
  }

  /** Then it goes back as far as it can, and never to other bytes than it says. */
  @Test
  void back_overMore_isALaterPlaceAndMemoryIsBounded() throws IOException {
    byte[] file = noise(3 * MOST_KEPT);
    WarcBytes bytes = of(file, 2);
    bytes.keep();
    readOn(bytes, 2L * MOST_KEPT + 12_345);
    bytes.back();
    long position = bytes.position();
    assertThat(position).isBetween(1L, 2L * MOST_KEPT + 12_345);
    assertThat(bytes.read()).isEqualTo(Byte.toUnsignedInt(file[(int) position]));
    readOn(bytes, Long.MAX_VALUE);
    assertThat(bytes.position()).isEqualTo(file.length);
    assertThat(bytes.array().length).isLessThanOrEqualTo(MOST_KEPT);
  }

  @Test
  void empty_file_hasNone() throws IOException {
    WarcBytes bytes = of(new byte[0], 3);
    assertThat(bytes.hasNext()).isFalse();
    assertThat(bytes.read()).isEqualTo(-1);
    bytes.back();
    assertThat(bytes.position()).isZero();
  }
}
