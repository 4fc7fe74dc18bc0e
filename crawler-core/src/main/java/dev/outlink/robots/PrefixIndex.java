package dev.outlink.robots;

import java.util.List;

/**
 * Finds the patterns that a path may match by the octets with which they begin: those before their
 * first {@code *}, the first {@link #LONGEST} of them. So what a verdict costs does not grow with
 * the number of rules, unless they all begin alike. Immutable.
 */
final class PrefixIndex {

  /** A path is asked for once for each length that a beginning has. */
  static final int LONGEST = 63;

  private static final int SPREAD = 0x9E3779B9;

  private final int[] first; // by hash: the number of the first such pattern, from 1; 0 for none
  private final int[] next; // by pattern: that of the next one of the same hash
  private final long lengths; // a bit for each length that a beginning has

  /** An index of patterns; the lower a number in the list, the earlier it is found. */
  PrefixIndex(List<String> patterns) {
    first = new int[Integer.highestOneBit(Math.max(1, patterns.size() - 1)) << 1];
    next = new int[patterns.size()];
    long seen = 0;
    for (int i = patterns.size() - 1; i >= 0; i--) {
      String pattern = patterns.get(i);
      int length = beginning(pattern);
      int hash = 0;
      for (int k = 0; k < length; k++) {
        hash = add(hash, pattern.charAt(k));
      }
      seen |= 1L << length;
      int slot = slot(hash, length);
      next[i] = first[slot];
      first[slot] = i + 1;
    }
    lengths = seen;
  }

  /** Whether patterns have a beginning of this length. */
  boolean has(int length) {
    return (lengths >>> length & 1) != 0;
  }

  /** The hash of a beginning that is one octet longer; that of the empty one is 0. */
  static int add(int hash, char octet) {
    return 31 * hash + octet;
  }

  /** The first pattern whose beginning may be this one; -1 for none. */
  int first(int hash, int length) {
    return first[slot(hash, length)] - 1;
  }

  /** The pattern after another one, -1 for none; its number is higher. */
  int next(int pattern) {
    return next[pattern] - 1;
  }

  /** How many bytes it takes. */
  long weight() {
    return 64 + (long) Integer.BYTES * (first.length + next.length);
  }

  private static int beginning(String pattern) {
    int star = pattern.indexOf('*');
    return Math.min(star < 0 ? pattern.length() : star, LONGEST);
  }

  private int slot(int hash, int length) {
    int mixed = (hash + length) * SPREAD;
    return (mixed ^ mixed >>> 16) & (first.length - 1);
  }
}
