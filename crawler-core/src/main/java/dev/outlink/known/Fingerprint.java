package dev.outlink.known;

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
public record Fingerprint(long high, long low) {

  /** Keyed, so that nobody outside can choose URLs that collide. Immutable. */
  public static final class Keys {

    private final HashFunction first;
    private final HashFunction second;

    public Keys(RandomGenerator random) {
      first = Hashing.sipHash24(random.nextLong(), random.nextLong());
      second = Hashing.sipHash24(random.nextLong(), random.nextLong());
    }

    public Fingerprint of(String canonical) {
      byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
      long high = first.hashBytes(bytes).asLong();
      long low = second.hashBytes(bytes).asLong();
      return new Fingerprint(high, low);
    }
  }
}
