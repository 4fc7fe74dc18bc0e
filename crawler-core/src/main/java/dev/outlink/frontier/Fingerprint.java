package dev.outlink.frontier;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * What is kept of a canonical URL that was admitted. With 128 bits two URLs of a crawl of 10^9
 * share a fingerprint with a chance below 10^-20.
 *
 * @param high one half
 * @param low the other; the halves are never both zero
 */
record Fingerprint(long high, long low) {

  /** Keyed, so that nobody outside can choose URLs that collide. Immutable. */
  static final class Keys {

    private final HashFunction first;
    private final HashFunction second;

    Keys(RandomGenerator random) {
      first = Hashing.sipHash24(random.nextLong(), random.nextLong());
      second = Hashing.sipHash24(random.nextLong(), random.nextLong());
    }

    Fingerprint of(String canonical) {
      byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
      long high = first.hashBytes(bytes).asLong();
      long low = second.hashBytes(bytes).asLong();
      return new Fingerprint(high, (high | low) == 0 ? 1 : low);
    }
  }
}
