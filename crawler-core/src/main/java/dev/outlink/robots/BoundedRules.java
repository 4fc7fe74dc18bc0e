package dev.outlink.robots;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/*
 * Work is counted in steps of the matcher. A verdict that takes few is given at once, whoever asks. Once one took more, the
 * host's verdicts are made on the executor, one at a time, until one is cheap again. Only those are counted: by a bucket that
 * holds BURST and runs out at PER_SECOND. When it is full the host is hostile for good.
 */
/**
 * The rules of a host, and how much work they may make. An ordinary text costs a verdict up to some
 * thousand steps; one that was written to cost more gives its host away, and nothing is allowed
 * there any more: RFC 9309 does not say what to do with rules that cannot be applied, and what is
 * forbidden harms nobody but the host. Safe for any thread.
 */
final class BoundedRules implements HostRobots {

  /**
   * What is done on the thread that asks, perhaps one of I/O: 0.4 milliseconds at the very most.
   */
  static final int AT_ONCE = 20_000;

  /** What a host may cost at a time: a second of one processor at worst. */
  static final long BURST = 50 * RobotsRules.MAX_STEPS;

  /** And what in the long run: a tenth of a processor at worst. */
  static final long PER_SECOND = 5 * RobotsRules.MAX_STEPS;

  /** Rules that cannot be applied to a path of this length are hostile; a longer one may be. */
  static final int ORDINARY_PATH = 2_048;

  private static final long NANOS_PER_STEP = 1_000_000_000 / PER_SECOND;
  private static final String HOSTILE =
      "robots.txt is hostile, its rules take too long to apply: nothing is allowed";

  private final RobotsRules rules;
  private final Ticker ticker;
  private final Executor compute;

  private volatile boolean hostile;
  private volatile boolean costly;

  /** Runs one at a time; most hosts never need it. */
  @GuardedBy("this") private @Nullable Executor line;

  // Confined to what runs in line.
  private long spent;
  private long spentAt;

  /**
   * Rules that have cost nothing yet.
   *
   * @param compute makes verdicts that take much work
   */
  BoundedRules(RobotsRules rules, Ticker ticker, Executor compute) {
    this.rules = rules;
    this.ticker = ticker;
    this.compute = compute;
    this.spentAt = ticker.read();
  }

  @Override
  public CompletableFuture<RobotsVerdict> verdict(String path) {
    if (hostile) {
      return CompletableFuture.completedFuture(rules.forbidden(HOSTILE));
    }
    if (!costly) {
      RobotsVerdict verdict = rules.verdict(path, new MatchSteps(AT_ONCE));
      if (verdict != null) {
        return CompletableFuture.completedFuture(verdict);
      }
      costly = true;
    }
    return CompletableFuture.supplyAsync(() -> judge(path), line());
  }

  private RobotsVerdict judge(String path) {
    if (hostile) {
      return rules.forbidden(HOSTILE);
    }
    MatchSteps steps = new MatchSteps(RobotsRules.MAX_STEPS);
    RobotsVerdict verdict = rules.verdict(path, steps);
    costly = steps.used() > AT_ONCE;
    hostile = isTooMuch(steps.used()) || (verdict == null && path.length() <= ORDINARY_PATH);
    return verdict != null
        ? verdict
        : rules.forbidden(hostile ? HOSTILE : "the rules of robots.txt take too long to apply");
  }

  private boolean isTooMuch(int steps) {
    long now = ticker.read();
    spent = Math.max(0, spent - (now - spentAt) / NANOS_PER_STEP) + steps;
    spentAt = now;
    return spent > BURST;
  }

  private synchronized Executor line() {
    Executor made = line;
    if (made == null) {
      made = MoreExecutors.newSequentialExecutor(compute);
      line = made;
    }
    return made;
  }

  @Override
  public List<String> sitemaps() {
    return rules.sitemaps();
  }

  @Override
  public long weight() {
    return 128 + rules.weight();
  }
}
