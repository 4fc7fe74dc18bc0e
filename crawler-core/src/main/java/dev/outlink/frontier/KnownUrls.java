package dev.outlink.frontier;

/*
 * Open-addressed tables of 128-bit fingerprints, two longs a slot, linear probing, at most two thirds full. The high half
 * chooses the table and the low half the slot. Each table grows alone, so that no addition takes long, however many URLs
 * are known. Memory: 24 to 48 bytes a URL.
 */
/**
 * The fingerprints of the canonical URLs that were ever admitted. Grows with their number; not safe
 * for several threads.
 */
final class KnownUrls {

  private static final int TABLES = 1 << 10;
  private static final int FIRST_SLOTS = 1 << 3;

  private final Table[] tables = new Table[TABLES];
  private long size;

  KnownUrls() {
    for (int i = 0; i < TABLES; i++) {
      tables[i] = new Table();
    }
  }

  /** Takes a URL in; false if it was known. */
  boolean add(Fingerprint url) {
    boolean added = tables[(int) url.high() & (TABLES - 1)].add(url);
    if (added) {
      size++;
    }
    return added;
  }

  long size() {
    return size;
  }

  /** How many URLs the addition moved that moved most of them. */
  int largestMove() {
    int largest = 0;
    for (Table table : tables) {
      largest = Math.max(largest, table.moved);
    }
    return largest;
  }

  private static final class Table {

    private long[] slots = new long[2 * FIRST_SLOTS];
    private int size;
    private int moved;

    boolean add(Fingerprint url) {
      if (!insert(slots, url.high(), url.low())) {
        return false;
      }
      size++;
      if (size > slots.length / 3) {
        grow();
      }
      return true;
    }

    private void grow() {
      long[] larger = new long[Math.multiplyExact(slots.length, 2)];
      for (int at = 0; at < slots.length; at += 2) {
        if ((slots[at] | slots[at + 1]) != 0) {
          insert(larger, slots[at], slots[at + 1]);
        }
      }
      slots = larger;
      moved = size;
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
  }
}
