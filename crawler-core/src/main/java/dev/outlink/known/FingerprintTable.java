package dev.outlink.known;

import java.nio.IntBuffer;

/*
 * Robin Hood probing: in the cyclic run of slots from where a fingerprint belongs, they stand in the order of where they
 * belong, so that a search ends soon, found or not, also in a table that is 90 % full. A slot is three ints; a first one of
 * zero is a free slot. Where a fingerprint belongs is its first int's share of the table, so a larger table has nearly the
 * same order (those of one slot may part in another one), and growing is nearly one pass over both.
 */
/**
 * An open-addressed table of fingerprints, on the heap or in {@link FingerprintPages}; one object
 * stands for one of many tables at a time, since an object for each would be much for small ones.
 * Its owner sees to it that there is a free slot. Not safe for several threads.
 */
final class FingerprintTable {

  /** Ints of a fingerprint. */
  static final int WIDTH = 3;

  private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(FingerprintPages.SLOTS);
  private static final int PAGE_MASK = FingerprintPages.SLOTS - 1;
  private static final long INT = 0xffff_ffffL;
  private static final int[] NONE = {};

  private final FingerprintPages pages;

  /** Of a table on the heap. */
  private int[] heap = NONE;

  /** Of a table in pages; empty for one on the heap. */
  private int[] numbers = NONE;

  private int slots;
  private int size;

  FingerprintTable(FingerprintPages pages) {
    this.pages = pages;
  }

  /** From now on this is the table that {@link #room()} gave and has so many fingerprints. */
  void be(int[] room, boolean onHeap, int fingerprints) {
    heap = onHeap ? room : NONE;
    numbers = onHeap ? NONE : room;
    slots = onHeap ? room.length / WIDTH : room.length * FingerprintPages.SLOTS;
    size = fingerprints;
  }

  /** Where the table is: its slots, or the numbers of its pages. */
  int[] room() {
    return isOnHeap() ? heap : numbers;
  }

  int size() {
    return size;
  }

  int slots() {
    return slots;
  }

  boolean isOnHeap() {
    return numbers.length == 0;
  }

  /** The slot where it is to be inserted, or -1 if it is there. The first int is not 0. */
  int find(int first, int second, int third) {
    int slot = home(first);
    for (int distance = 0; ; distance++) {
      int there = get(slot, 0);
      if (there == 0 || distance(there, slot) < distance) {
        return slot;
      }
      if (there == first && get(slot, 1) == second && get(slot, 2) == third) {
        return -1;
      }
      slot = next(slot);
    }
  }

  /** Inserts it where {@link #find} said; whoever stands there goes on by one, and so on. */
  void insert(int where, int first, int second, int third) {
    int slot = where;
    int x = first;
    int y = second;
    int z = third;
    while (x != 0) {
      int a = get(slot, 0);
      int b = get(slot, 1);
      int c = get(slot, 2);
      put(slot, x, y, z);
      x = a;
      y = b;
      z = c;
      slot = next(slot);
    }
    size++;
  }

  /** Moves all to so many slots on the heap; fewer than before only if they all have room. */
  void moveToHeap(int newSlots) {
    int[] oldNumbers = numbers;
    FingerprintTable old = new FingerprintTable(pages);
    old.be(isOnHeap() ? heap : pages.read(numbers), true, size);
    be(new int[Math.multiplyExact(WIDTH, newSlots)], true, 0);
    takeAll(old);
    pages.give(oldNumbers);
  }

  /** As {@link #moveToHeap}, to some pages: by way of the heap, where it is quick. */
  void moveToPages(int[] newNumbers) {
    moveToHeap(newNumbers.length * FingerprintPages.SLOTS);
    pages.write(newNumbers, heap);
    be(newNumbers, false, size);
  }

  private void takeAll(FingerprintTable old) {
    int wrapped = 0; // those that belong to the old table's end and stand at its beginning
    int free = 0; // the slot after the last one that is filled
    int last = 0; // the furthest slot that one of them belongs to
    for (int slot = 0; slot < old.slots; slot++) {
      int first = old.get(slot, 0);
      if (first == 0) {
        continue;
      }
      if (old.home(first) > slot) {
        wrapped = slot + 1;
        continue;
      }
      int home = home(first);
      int where = Math.max(free, home);
      if (home >= last && where < slots) {
        put(where, first, old.get(slot, 1), old.get(slot, 2));
        size++;
        free = where + 1;
        last = home;
      } else {
        take(old, slot);
        free += free < slots && get(free, 0) != 0 ? 1 : 0;
      }
    }
    for (int slot = 0; slot < wrapped; slot++) {
      take(old, slot);
    }
  }

  private void take(FingerprintTable old, int slot) {
    int first = old.get(slot, 0);
    int second = old.get(slot, 1);
    int third = old.get(slot, 2);
    insert(find(first, second, third), first, second, third);
  }

  private int get(int slot, int part) {
    if (numbers.length == 0) {
      return heap[WIDTH * slot + part];
    }
    int page = numbers[slot >>> PAGE_SHIFT];
    return pages.chunk(page).get(pages.offset(page) + WIDTH * (slot & PAGE_MASK) + part);
  }

  private void put(int slot, int first, int second, int third) {
    if (numbers.length == 0) {
      int at = WIDTH * slot;
      heap[at] = first;
      heap[at + 1] = second;
      heap[at + 2] = third;
    } else {
      int page = numbers[slot >>> PAGE_SHIFT];
      IntBuffer chunk = pages.chunk(page);
      int at = pages.offset(page) + WIDTH * (slot & PAGE_MASK);
      chunk.put(at, first);
      chunk.put(at + 1, second);
      chunk.put(at + 2, third);
    }
  }

  private int home(int first) {
    return (int) (((first & INT) * slots) >>> 32);
  }

  /** How far what stands there is from where it belongs. */
  private int distance(int first, int slot) {
    int distance = slot - home(first);
    return distance < 0 ? distance + slots : distance;
  }

  private int next(int slot) {
    return slot + 1 == slots ? 0 : slot + 1;
  }
}
