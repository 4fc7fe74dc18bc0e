package dev.outlink.gate;

import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be looked at when, earliest first; those of one time in the order in which they came.
 * Times are nanoseconds of one ticker, less than 146 years apart. Not safe for several threads.
 */
final class Wakeups {

  private final TreeSet<Sleeper> sleepers = new TreeSet<>(Wakeups::compare);
  private long numbers;

  /** By the difference, as the times of a ticker may overflow. */
  private static int compare(Sleeper one, Sleeper other) {
    return one.wakesAt == other.wakesAt
        ? Long.compare(one.number, other.number)
        : Long.signum(one.wakesAt - other.wakesAt);
  }

  /** Wakes it at that time, and at no other. */
  void set(Sleeper sleeper, long at) {
    if (sleeper.asleep) {
      if (sleeper.wakesAt == at) {
        return;
      }
      sleepers.remove(sleeper);
    }
    sleeper.asleep = true;
    sleeper.wakesAt = at;
    sleeper.number = numbers++;
    sleepers.add(sleeper);
  }

  void cancel(Sleeper sleeper) {
    if (sleeper.asleep) {
      sleepers.remove(sleeper);
      sleeper.asleep = false;
    }
  }

  /** Takes out the first whose time has come; null if there is none. */
  @Nullable Sleeper due(long now) {
    if (sleepers.isEmpty() || sleepers.first().wakesAt - now > 0) {
      return null;
    }
    Sleeper first = sleepers.first();
    cancel(first);
    return first;
  }

  /** The earliest time; empty if nobody waits. */
  OptionalLong next() {
    return sleepers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sleepers.first().wakesAt);
  }
}
