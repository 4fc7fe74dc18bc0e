package dev.outlink.scope;

/*
 * Open-addressed tables of longs with linear probing: 40 bits of a hash and a count of 24 bits a slot; eight more bits of
 * the hash choose the table. A slot follows from the bits that are kept, so a table may have any size: it grows by a
 * quarter, alone, when it is 85 % full. Memory: 9.4 to 11.8 bytes a hash once there are some thousands.
 */
/**
 * Counts by 48 bits of a keyed hash. Two of n hashes share a count with a chance of about n * n /
 * 2^49. Grows with the number of hashes; not safe for several threads.
 */
final class CountTable {

  /** The largest count. */
  static final int MAX_COUNT = (1 << 24) - 1;

  private static final int TABLES = 1 << 8;
  private static final int FIRST_SLOTS = 4;
  private static final int TAG_BITS = 40;
  private static final int COUNT_BITS = 24;

  private final long[][] tables = new long[TABLES][];
  private final int[] sizes = new int[TABLES];

  /** How often this hash was added. */
  int count(long hash) {
    long[] slots = tables[tableOf(hash)];
    return slots == null ? 0 : (int) slots[slotOf(slots, hash >>> COUNT_BITS)] & MAX_COUNT;
  }

  /** Counts one more, up to the largest count. */
  void add(long hash) {
    int table = tableOf(hash);
    long tag = hash >>> COUNT_BITS;
    long[] slots = roomy(table);
    int at = slotOf(slots, tag);
    if (slots[at] == 0) {
      sizes[table]++;
      slots[at] = (tag << COUNT_BITS) | 1;
    } else if (((int) slots[at] & MAX_COUNT) < MAX_COUNT) {
      slots[at]++;
    }
  }

  /** Different hashes. */
  long size() {
    long all = 0;
    for (int size : sizes) {
      all += size;
    }
    return all;
  }

  /** Bytes of all slots. */
  long bytes() {
    long all = 0;
    for (long[] slots : tables) {
      all += slots == null ? 0 : 8L * slots.length;
    }
    return all;
  }

  private static int tableOf(long hash) {
    return (int) hash & (TABLES - 1);
  }

  private long[] roomy(int table) {
    long[] slots = tables[table];
    if (slots == null) {
      slots = new long[FIRST_SLOTS];
    } else if ((sizes[table] + 1) * 20L > slots.length * 17L) {
      slots = grown(slots);
    }
    tables[table] = slots;
    return slots;
  }

  private static long[] grown(long[] slots) {
    long[] larger = new long[Math.addExact(slots.length, slots.length / 4 + 1)];
    for (long slot : slots) {
      if (slot != 0) {
        larger[slotOf(larger, slot >>> COUNT_BITS)] = slot;
      }
    }
    return larger;
  }

  /** Where the tag is, or the free slot where it belongs. */
  private static int slotOf(long[] slots, long tag) {
    // The tag's share of 2^40 is the slot's share of the table; below 2^23 slots nothing overflows.
    int at = (int) ((tag * slots.length) >>> TAG_BITS);
    while (slots[at] != 0 && slots[at] >>> COUNT_BITS != tag) {
      at = at + 1 == slots.length ? 0 : at + 1;
    }
    return at;
  }
}
