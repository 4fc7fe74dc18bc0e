package dev.outlink.robots;

/**
 * How much work a verdict may take, in steps of the matcher, and how much it took: a measure that
 * no clock and no other program changes. Confined to one thread.
 */
final class MatchSteps {

  private final int most;
  private int left;

  /** So many. */
  MatchSteps(int most) {
    this.most = most;
    this.left = most;
  }

  int left() {
    return left;
  }

  /** That many are left now; none or less if there were too few. */
  void left(int now) {
    left = Math.max(0, now);
  }

  int used() {
    return most - left;
  }
}
