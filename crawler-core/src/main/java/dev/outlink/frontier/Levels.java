package dev.outlink.frontier;

import dev.outlink.known.Fingerprint;
import dev.outlink.overflow.Overflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * The level of a host, n, is the lowest depth that has an unsettled URL. What comes of these and of deeper ones is found at
 * n + 1 or deeper. So a URL that waits at n + 1 cannot be lowered any more and may be given out, while stragglers of level
 * n are still under way. What is found by such a page waits at n + 2, and a straggler may yet lead to it at n + 1: only
 * such URLs are kept here, by host, until the stragglers are settled; and, while seeds are read, the first ones that were
 * found, since any of them may be a seed.
 *
 * A URL whose depth is lowered waits in another lane from then on. What stands for it in the old lane, in memory or on
 * disk, is void, and dropped when it comes up. Where very many are kept, nothing is given out ahead.
 */
/**
 * How deep the URLs are that may be given out, so that each has the depth of the shortest way
 * within its host (docs/adr/0012). Guarded by the frontier's lock.
 */
final class Levels {

  private final boolean count;
  private final int most;
  private final Set<Long> voids = new HashSet<>(0);
  private Set<HostQueue> heldBack = new LinkedHashSet<>();

  /** Whether what was found waits for the seeds that are not read yet. */
  private boolean awaitsInput;

  private boolean inputEnded;
  private int ahead;
  private int found;

  Levels(FrontierConfig config) {
    this.count = config.levels();
    this.most = config.capacity();
    this.awaitsInput = count;
  }

  /**
   * Where a URL waits whose depth may be lowered.
   *
   * @param depth its lane
   * @param number that of its entry
   * @param spilled whether it went to disk
   * @param ahead whether it was found by a page that was given out ahead of stragglers
   */
  record Place(int depth, long number, boolean spilled, boolean ahead) {}

  /** Down to which depth a host's URLs may be given out. */
  int deepest(HostQueue queue) {
    if (!count) {
      return Integer.MAX_VALUE;
    }
    if (awaitsInput) {
      return 0;
    }
    int level = queue.level();
    return level == Integer.MAX_VALUE || ahead >= most ? level : level + 1;
  }

  /**
   * Whether a URL that is found now may be one of a page that was given out ahead. Other hosts'
   * pages may lead to any depth, and are not kept.
   */
  boolean isAhead(HostQueue queue, int depth) {
    int level = queue.level();
    if (!count || depth - level != 2) {
      return false;
    }
    DepthLane next = queue.existing(level + 1);
    return next != null && next.underWay > 0;
  }

  /** Keeps where a URL waits, if its depth may be lowered. */
  void keep(HostQueue queue, Fingerprint url, Place place) {
    Map<Fingerprint, Place> places = queue.places;
    boolean isNew = places == null || !places.containsKey(url);
    boolean maySeed = count && !inputEnded && place.depth > 0 && found < most;
    if (isNew && !place.ahead && !maySeed) {
      return;
    }
    if (places == null) {
      places = new HashMap<>(4);
      queue.places = places;
    }
    Place before = places.put(url, place);
    count(before, -1);
    count(place, 1);
    queue.deepestPlace = Math.max(queue.deepestPlace, place.depth);
  }

  /** Where a URL waits whose depth is to be lowered to this one, or null if it is not. */
  static @Nullable Place above(HostQueue queue, Fingerprint url, int depth) {
    Place place = queue.places == null ? null : queue.places.get(url);
    return place != null && place.depth > depth ? place : null;
  }

  /** A URL is given out. */
  void forget(HostQueue queue, Fingerprint url) {
    Map<Fingerprint, Place> places = queue.places;
    if (places != null) {
      count(places.remove(url), -1);
      if (places.isEmpty()) {
        forgetAll(queue);
      }
    }
  }

  /** The level of a host may have risen so far that no depth of it can be lowered any more. */
  void risen(HostQueue queue) {
    if (inputEnded && queue.places != null && queue.deepestPlace - 1 <= queue.level()) {
      forgetAll(queue);
    }
  }

  private void forgetAll(HostQueue queue) {
    Map<Fingerprint, Place> places = queue.places;
    if (places != null) {
      places.values().forEach(place -> count(place, -1));
    }
    queue.places = null;
    queue.deepestPlace = 0;
  }

  /** An entry stands for nothing any more. */
  void makeVoid(long number) {
    voids.add(number);
  }

  /** Whether an entry stands for nothing; it is to be dropped then, and not asked for again. */
  boolean drops(Overflow.Entry entry) {
    return !voids.isEmpty() && voids.remove(entry.number());
  }

  /** A host has nothing to give out; perhaps because very many places are kept. */
  void stands(HostQueue queue) {
    if (count && ahead >= most) {
      heldBack.add(queue);
    }
  }

  /** A host is gone. */
  void remove(HostQueue queue) {
    heldBack.remove(queue);
  }

  /** The hosts that may go on since there are not so many places kept any more. */
  Set<HostQueue> goOn() {
    if (heldBack.isEmpty() || ahead > most / 2) {
      return Set.of();
    }
    Set<HostQueue> all = heldBack;
    heldBack = new LinkedHashSet<>();
    return all;
  }

  /** What was found waits no longer for seeds; all hosts may go on. */
  void goOnWithoutInput() {
    awaitsInput = false;
  }

  /** There are no more seeds; all hosts may have risen, and go on. */
  void inputEnded() {
    awaitsInput = false;
    inputEnded = true;
  }

  private void count(@Nullable Place place, int change) {
    if (place != null && place.ahead) {
      ahead += change;
    } else if (place != null) {
      found += change;
    }
  }
}
