package dev.outlink.known;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/*
 * 4,096 tables; twelve bits of a fingerprint say which. Each grows alone, by 15 %. On the heap, where room is dear, it is
 * between 78 and 90 % full: 13.3 to 15.4 bytes a URL. In pages it is between 70 and 80 % full, 15 to 17.1 bytes a URL:
 * there every slot that is looked at may be a miss of the processor's caches, and an insertion into a full table looks at
 * dozens. They start with different sizes, so that they do not grow all at the same time, neither in memory nor in time.
 *
 * A table that grows beyond 384 slots, which happens from about 1.2 million URLs on, moves into pages outside of the heap.
 * Where there are no pages yet it grows on the heap, as a stray, and moves as soon as there are; who adds URLs then waits
 * when strays take too much.
 */
/**
 * The URLs that are known, as keyed fingerprints of 108 bits: 16 bytes a URL at most from 100,000
 * URLs on. Of the heap they take less than 32 MiB and 0.05 bytes a URL, if memory outside of it is
 * brought when it is asked for. Not safe for several threads.
 *
 * <p>Exact in this sense: a URL that is known is always found, and a new one is taken for known
 * only if its fingerprint is that of another URL. Over a crawl of n URLs the chance that this
 * happens even once is below n<sup>2</sup> / 2<sup>109</sup>: less than 2 in 10<sup>15</sup> for
 * 10<sup>9</sup> URLs. The key is drawn for each crawl and never told, so no web site can choose
 * URLs whose fingerprints are the same.
 */
public final class KnownUrls {

  private static final int TABLES = 1 << 12;
  private static final int FIRST_SLOTS = 6;
  private static final int FIRST_SIZES = 8;
  private static final int MOST_SLOTS_ON_HEAP = 384;

  /** So much of strays on the heap, and who adds has to wait. */
  private static final long MOST_STRAY_BYTES = 8L << 20;

  // The tables: their slots on the heap, or the numbers of their pages; null for an empty one.
  private final int[] @Nullable [] rooms = new int[TABLES][];
  private final int[] sizes = new int[TABLES];
  private final BitSet inPages = new BitSet(TABLES);

  private final FingerprintPages pages = new FingerprintPages();
  private final FingerprintTable table = new FingerprintTable(pages);
  private final ArrayDeque<Integer> strays = new ArrayDeque<>();
  private long strayBytes;
  private int mostPages;
  private boolean asked;
  private long size;
  private int largestMove;

  // What was looked for last, and the slot where it belongs, or -1 if it is there.
  private @Nullable Fingerprint sought;
  private int place;

  /** Whether a URL is known. If it is added next, it is not looked for again. */
  public boolean contains(Fingerprint url) {
    go(table(url));
    place = table.find(first(url), second(url), third(url));
    sought = url;
    return place < 0;
  }

  /** Takes a URL in; false if it was known. */
  public boolean add(Fingerprint url) {
    boolean isKnown = url.equals(sought) ? place < 0 : contains(url);
    sought = null; // what moves now may have another place
    if (isKnown) {
      return false;
    }
    int number = table(url);
    go(number);
    table.insert(place, first(url), second(url), third(url));
    size++;
    if (isFull()) {
      grow(number);
    }
    keep(number);
    moveStray();
    return true;
  }

  /** Whether more memory is to be brought; true once for each time. */
  public boolean asksForMemory() {
    boolean asks = !asked && mostPages > 0 && pages.free() < spare();
    asked |= asks;
    return asks;
  }

  /** Whether memory that was asked for is late, and nobody should add URLs until it is there. */
  public boolean isShort() {
    return strayBytes > MOST_STRAY_BYTES;
  }

  /**
   * Brings memory: {@link FingerprintPages#CHUNK_BYTES} bytes, all zero, that must stay until the
   * last use of this.
   */
  public void addMemory(ByteBuffer chunk) {
    asked = false;
    sought = null;
    pages.add(chunk);
    while (isShort() && moveStray()) {
      // Those who wait can go on at once.
    }
  }

  public long size() {
    return size;
  }

  /** What is taken of the heap. */
  public long heapBytes() {
    long bytes = 2 * (16 + 4L * TABLES) + TABLES / 8;
    for (int[] room : rooms) {
      bytes += room == null ? 0 : (16 + 4L * room.length + 7) & -8L;
    }
    return bytes;
  }

  /** What was brought. */
  public long memoryBytes() {
    return pages.bytes();
  }

  /** How many URLs the addition moved that moved most of them. */
  public int largestMove() {
    return largestMove;
  }

  private boolean isFull() {
    int percent = isOfPages(table.slots()) ? 80 : 90;
    return 100L * (table.size() + 1L) > (long) percent * table.slots();
  }

  private static boolean isOfPages(int slots) {
    return slots > MOST_SLOTS_ON_HEAP;
  }

  private void grow(int number) {
    long before = strayBytesOfTable();
    int slots = table.slots() + Math.max(1, (int) (table.slots() * 3L / 20));
    if (isOfPages(slots)) {
      slots = Math.max(slots, table.size() + 3 * table.size() / 7);
    }
    largestMove = Math.max(largestMove, table.size());
    if (!isOfPages(slots)) {
      table.moveToHeap(slots);
      return;
    }
    int count = (slots + FingerprintPages.SLOTS - 1) / FingerprintPages.SLOTS;
    mostPages = Math.max(mostPages, count);
    int[] taken = pages.take(count);
    if (taken == null) {
      table.moveToHeap(count * FingerprintPages.SLOTS);
    } else {
      table.moveToPages(taken);
    }
    long after = strayBytesOfTable();
    strayBytes += after - before;
    if (before == 0 && after > 0) {
      strays.add(number);
    }
  }

  /** Moves a stray into pages, if there are both; whether it did. */
  private boolean moveStray() {
    while (!strays.isEmpty()) {
      int number = strays.element();
      go(number);
      long bytes = strayBytesOfTable();
      if (bytes == 0) {
        strays.remove(); // it has grown into pages meanwhile
        continue;
      }
      int[] taken = pages.take(table.slots() / FingerprintPages.SLOTS);
      if (taken == null) {
        return false;
      }
      strays.remove();
      table.moveToPages(taken);
      keep(number);
      strayBytes -= bytes;
      return true;
    }
    return false;
  }

  /** A growing table needs its new pages before its old ones are free. */
  private int spare() {
    return FingerprintPages.CHUNK_BYTES
            / (FingerprintPages.SLOTS * FingerprintTable.WIDTH * Integer.BYTES)
        + 4 * mostPages;
  }

  /** What the table takes of the heap if it is a stray, otherwise 0. */
  private long strayBytesOfTable() {
    boolean strays = table.isOnHeap() && table.slots() > MOST_SLOTS_ON_HEAP;
    return strays ? 4L * table.room().length : 0;
  }

  private void go(int number) {
    int[] room = rooms[number];
    if (room == null) {
      room = new int[FingerprintTable.WIDTH * (FIRST_SLOTS + number % FIRST_SIZES)];
      rooms[number] = room;
    }
    table.be(room, !inPages.get(number), sizes[number]);
  }

  private void keep(int number) {
    rooms[number] = table.room();
    sizes[number] = table.size();
    inPages.set(number, !table.isOnHeap());
  }

  private static int table(Fingerprint url) {
    return (int) url.high() & (TABLES - 1);
  }

  /** Never zero, which is a free slot. */
  private static int first(Fingerprint url) {
    int first = (int) (url.high() >>> 32);
    return first == 0 ? 1 : first;
  }

  private static int second(Fingerprint url) {
    return (int) url.low();
  }

  private static int third(Fingerprint url) {
    return (int) (url.low() >>> 32);
  }
}
