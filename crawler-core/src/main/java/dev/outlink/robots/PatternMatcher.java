package dev.outlink.robots;

/**
 * Matches the patterns of robots.txt (RFC 9309, section 2.2.3) with one path. A pattern costs at
 * most the product of its length and the path's, and all together as many steps as they are given:
 * then nothing matches any more, and {@link #isExhausted} says so. Confined to one thread.
 */
final class PatternMatcher {

  private final String path;
  private int left;

  PatternMatcher(String path, int steps) {
    this.path = path;
    this.left = steps;
  }

  String path() {
    return path;
  }

  /**
   * Whether the path begins with a pattern: the part of a text between two indices, in which {@code
   * *} is any characters.
   *
   * @param anchored whether nothing may follow the pattern, which is {@code $} at its end
   */
  boolean matches(String text, int start, int end, boolean anchored) {
    int afterStar = -1; // where the pattern goes on after its last *, and
    int tried = 0; // where in the path it does
    int at = 0;
    int next = start;
    while (--left > 0) {
      if (next == end) {
        if (!anchored || at == path.length() || afterStar == end) {
          return true;
        }
        // What follows the last * has to be the path's end.
        int tail = path.length() - (end - afterStar);
        if (afterStar < 0 || tail <= tried) {
          return false;
        }
        tried = tail;
        at = tail;
        next = afterStar;
      } else if (text.charAt(next) == '*') {
        next++;
        afterStar = next;
        tried = at;
      } else if (at == path.length()) {
        return false;
      } else if (text.charAt(next) == path.charAt(at)) {
        next++;
        at++;
      } else {
        at = afterStar < 0 ? -1 : path.indexOf(text.charAt(afterStar), tried + 1);
        if (afterStar >= 0) { // a search is faster than a comparison
          left -= ((at < 0 ? path.length() : at) - tried) >> 3;
        }
        if (at < 0) {
          return false;
        }
        tried = at;
        next = afterStar;
      }
    }
    return false;
  }

  /** How many steps are left; zero or less where they were too few. */
  int left() {
    return left;
  }

  /** Whether the steps were too few, so that answers since then mean nothing. */
  boolean isExhausted() {
    return left <= 0;
  }
}
