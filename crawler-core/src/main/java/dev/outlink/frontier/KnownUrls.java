package dev.outlink.frontier;

/*
 * Open-addressed tables of fingerprints with Robin Hood probing: in the cyclic run of slots from where a fingerprint
 * belongs, they stand in the order of where they belong, so that a search ends soon, found or not, also in a table that is
 * 90 % full. A slot is three ints; twelve more bits of the fingerprint are the number of its table. All zero is a free slot.
 *
 * Each table grows alone, by 15 %, so it is between 78 and 90 % full: 13.3 to 15.4 bytes a URL. The tables start with
 * different sizes, so that they do not grow all at the same time, neither in memory nor in time.
 */
/**
 * The URLs that are known, as keyed fingerprints of 108 bits. Grows with their number: 16 bytes a
 * URL at most from 100,000 URLs on. Not safe for several threads.
 *
 * <p>Exact in this sense: a URL that is known is always found, and a new one is taken for known
 * only if its fingerprint is that of another URL. Over a crawl of n URLs the chance that this
 * happens even once is below n<sup>2</sup> / 2<sup>109</sup>: less than 2 in 10<sup>15</sup> for
 * 10<sup>9</sup> URLs. The key is drawn for each crawl and never told, so no web site can choose
 * URLs whose fingerprints are the same.
 */
final class KnownUrls {

  private static final int TABLES = 1 << 12;
  private static final int WIDTH = 3;
  private static final int FIRST_SLOTS = 6;
  private static final int FIRST_SIZES = 8;
  private static final long INT = 0xffff_ffffL;

  private final int[][] tables = new int[TABLES][];
  private final int[] sizes = new int[TABLES];
  private long size;
  private int largestMove;

  /** Whether a URL is known. */
  boolean contains(Fingerprint url) {
    int[] table = tables[table(url)];
    return table != null && find(table, first(url), second(url), third(url)) < 0;
  }

  /** Takes a URL in; false if it was known. */
  boolean add(Fingerprint url) {
    int number = table(url);
    int[] table = tables[number];
    if (table == null) {
      table = new int[WIDTH * (FIRST_SLOTS + number % FIRST_SIZES)];
      tables[number] = table;
    }
    int at = find(table, first(url), second(url), third(url));
    if (at < 0) {
      return false;
    }
    insert(table, at, first(url), second(url), third(url));
    size++;
    if (10L * WIDTH * ++sizes[number] > 9L * table.length) {
      tables[number] = larger(table);
      largestMove = Math.max(largestMove, sizes[number]);
    }
    return true;
  }

  long size() {
    return size;
  }

  /** What the tables take in memory. */
  long bytes() {
    long bytes = 2 * (16 + 4L * TABLES);
    for (int[] table : tables) {
      bytes += table == null ? 0 : (16 + 4L * table.length + 7) & -8L;
    }
    return bytes;
  }

  /** How many URLs the addition moved that moved most of them. */
  int largestMove() {
    return largestMove;
  }

  private static int table(Fingerprint url) {
    return (int) url.high() & (TABLES - 1);
  }

  private static int first(Fingerprint url) {
    return (int) (url.high() >>> 32);
  }

  private static int second(Fingerprint url) {
    return (int) url.low();
  }

  /** Never such that the three are zero. */
  private static int third(Fingerprint url) {
    int third = (int) (url.low() >>> 32);
    return (first(url) | second(url) | third) == 0 ? 1 : third;
  }

  /** Where it is to be inserted, or -1 if it is there. */
  private static int find(int[] table, int first, int second, int third) {
    int at = home(first, table);
    for (int distance = 0; ; distance += WIDTH) {
      if (isFree(table, at) || distance(table, at) < distance) {
        return at;
      }
      if (table[at] == first && table[at + 1] == second && table[at + 2] == third) {
        return -1;
      }
      at = next(at, table);
    }
  }

  /** Whoever stands there is nearer to where he belongs, and goes on by one; and so on. */
  private static void insert(int[] table, int from, int first, int second, int third) {
    int at = from;
    int x = first;
    int y = second;
    int z = third;
    int distance = Math.floorMod(at - home(x, table), table.length);
    while (!isFree(table, at)) {
      int other = distance(table, at);
      if (other < distance) {
        int a = table[at];
        int b = table[at + 1];
        int c = table[at + 2];
        table[at] = x;
        table[at + 1] = y;
        table[at + 2] = z;
        x = a;
        y = b;
        z = c;
        distance = other;
      }
      at = next(at, table);
      distance += WIDTH;
    }
    table[at] = x;
    table[at + 1] = y;
    table[at + 2] = z;
  }

  private static int[] larger(int[] table) {
    int slots = table.length / WIDTH;
    int[] larger = new int[Math.multiplyExact(WIDTH, slots + Math.max(1, (int) (slots * 3L / 20)))];
    for (int at = 0; at < table.length; at += WIDTH) {
      if (!isFree(table, at)) {
        int where = find(larger, table[at], table[at + 1], table[at + 2]);
        insert(larger, where, table[at], table[at + 1], table[at + 2]);
      }
    }
    return larger;
  }

  private static int home(int first, int[] table) {
    return WIDTH * (int) (((first & INT) * (table.length / WIDTH)) >>> 32);
  }

  /** How far what stands there is from where it belongs. */
  private static int distance(int[] table, int at) {
    int distance = at - home(table[at], table);
    return distance < 0 ? distance + table.length : distance;
  }

  private static boolean isFree(int[] table, int at) {
    return (table[at] | table[at + 1] | table[at + 2]) == 0;
  }

  private static int next(int at, int[] table) {
    int next = at + WIDTH;
    return next == table.length ? 0 : next;
  }
}
