package dev.outlink.frontier;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * The keyed hash of a canonical URL, 128 bits, of which the set of known URLs keeps 108.
 *
 * @param high one half
 * @param low the other
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
      return new Fingerprint(high, low);
    }
  }
}
