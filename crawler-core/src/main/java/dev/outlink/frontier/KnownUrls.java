package dev.outlink.frontier;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/*
 * An open-addressed table of 128-bit fingerprints, two longs a slot, linear probing, at most two thirds full. With 128 bits
 * two URLs of a crawl of 10^9 share a fingerprint with a chance below 10^-20. The fingerprint is keyed (SipHash under two
 * random keys), so that nobody outside can choose URLs that collide. Memory: 24 to 48 bytes a URL; half as much again while
 * the table grows.
 */
/**
 * The canonical URLs that were ever admitted. Grows with their number; not safe for several
 * threads.
 */
final class KnownUrls {

  private static final int FIRST_SLOTS = 1 << 10;
  private static final int MAX_SLOTS = 1 << 29;

  private final HashFunction first;
  private final HashFunction second;
  private long[] slots = new long[2 * FIRST_SLOTS];
  private int size;

  KnownUrls(RandomGenerator random) {
    first = Hashing.sipHash24(random.nextLong(), random.nextLong());
    second = Hashing.sipHash24(random.nextLong(), random.nextLong());
  }

  /** Takes a URL in; false if it was known. */
  boolean add(String canonical) {
    byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
    long high = first.hashBytes(bytes).asLong();
    long low = second.hashBytes(bytes).asLong();
    if ((high | low) == 0) {
      low = 1; // an empty slot is two zeros
    }
    if (!insert(slots, high, low)) {
      return false;
    }
    size++;
    if (size > slots.length / 3) {
      grow();
    }
    return true;
  }

  int size() {
    return size;
  }

  private static boolean insert(long[] slots, long high, long low) {
    int mask = slots.length - 1;
    int at = (int) low << 1 & mask;
    while ((slots[at] | slots[at + 1]) != 0) {
      if (slots[at] == high && slots[at + 1] == low) {
        return false;
      }
      at = at + 2 & mask;
    }
    slots[at] = high;
    slots[at + 1] = low;
    return true;
  }

  private void grow() {
    if (slots.length / 2 >= MAX_SLOTS) {
      throw new IllegalStateException("more than " + size + " URLs known");
    }
    long[] larger = new long[slots.length * 2];
    for (int at = 0; at < slots.length; at += 2) {
      if ((slots[at] | slots[at + 1]) != 0) {
        insert(larger, slots[at], slots[at + 1]);
      }
    }
    slots = larger;
  }
}
