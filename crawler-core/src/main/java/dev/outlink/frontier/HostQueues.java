package dev.outlink.frontier;

import dev.outlink.url.Host;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * A host's queue is ready exactly when it has a URL in memory that may be taken and fewer than `hostLimit` URLs are out, so
 * a host that is slow or delayed keeps at most hostLimit URLs out, however many of its URLs come first in the list. It
 * lives until all of its URLs are settled, since the next level waits for that.
 *
 * Memory and disk. A link goes to disk when there is no room, or when one of its host that comes before it is on disk:
 * so of each host what is taken first is in memory. When little of a lane that may be taken is left in memory, more is
 * read back. Links may use half of the capacity while seeds are still read, so that the seeds, which may have to come
 * first, always find room. What is read back may be taken at once, so it uses a reserve where the capacity is used up: by
 * URLs of later levels, perhaps, which wait for just that. Where nothing else goes on it needs no room at all.
 */
/** The URLs that are not settled, in one queue per host. Guarded by the frontier's lock. */
final class HostQueues {

  /** What is read of a lane when there is no room, in units. */
  private static final int LEAST_READ = 16;

  private static final int MOST_READ = 512;

  private final int capacity;
  private final int reserve;
  private final int hostLimit;
  private final boolean levels;
  private final Map<Host, HostQueue> queues = new HashMap<>();
  private final ReadyHosts readyHosts = new ReadyHosts();
  private final Consumer<Lane> reader;

  /** Units of the URLs in memory that are not settled. */
  private int used;

  /** URLs out, in process, or delayed: they will go on by themselves. */
  private int underWay;

  private long hosts;
  private long numbers;
  private boolean inputEnded;
  private boolean closed;

  /**
   * No queues.
   *
   * @param config the bounds
   * @param reader is to read the next entries of a lane from disk, and told once until it has
   */
  HostQueues(FrontierConfig config, Consumer<Lane> reader) {
    this.capacity = config.capacity();
    this.reserve = Math.max(MOST_READ, capacity / 8);
    this.hostLimit = config.hostLimit();
    this.levels = config.levels();
    this.reader = reader;
  }

  /** Takes a seed in. */
  void addSeed(CrawlTask task) {
    HostQueue queue = admit(task);
    used += task.units();
    toMemory(queue, task);
  }

  /** Takes a link in. Returns the entry that is to be written to disk, or null. */
  Overflow.@Nullable Entry addLink(CrawlTask task) {
    HostQueue queue = admit(task);
    int room = inputEnded ? capacity : capacity / 2;
    if (used < room && !queue.isOnDiskUpTo(task.depth())) {
      used += task.units();
      toMemory(queue, task);
      return null;
    }
    queue.lane(task.depth()).spilled(numbers);
    grown(queue, task.depth());
    return new Overflow.Entry(queue.id, numbers++, task);
  }

  /** Lets a URL that was not settled wait again. */
  void addAgain(CrawlTask task) {
    underWay--;
    toMemory(queue(task), task);
  }

  /** The next URL, or null. */
  @Nullable CrawlTask take() {
    if (readyHosts.isEmpty()) {
      return null;
    }
    HostQueue queue = readyHosts.next();
    Lane lane = Objects.requireNonNull(queue.laneToTake(levels));
    readyHosts.remove(queue);
    CrawlTask task = lane.memory.remove().task();
    queue.waiting--;
    queue.out++;
    underWay++;
    place(queue);
    return task;
  }

  void release(CrawlTask task) {
    HostQueue queue = queues.get(task.url().host());
    if (queue == null || queue.out == 0) {
      throw new IllegalStateException("released twice: " + task);
    }
    queue.out--;
    readyHosts.remove(queue);
    place(queue);
  }

  void settle(CrawlTask task) {
    HostQueue queue = queues.get(task.url().host());
    Lane lane = queue == null ? null : queue.existing(task.depth());
    if (queue == null || lane == null) {
      throw new IllegalStateException("settled twice: " + task);
    }
    if (!closed) {
      underWay--;
      used -= task.units();
    }
    if (--lane.unsettled == 0) {
      queue.lanes.remove(lane);
      readyHosts.remove(queue);
      place(queue);
    }
    if (queue.lanes.isEmpty()) {
      queues.remove(queue.host);
    }
  }

  void inputEnded() {
    inputEnded = true;
    for (HostQueue queue : queues.values()) {
      readyHosts.remove(queue);
      place(queue);
    }
  }

  /** Gives nothing out any more; what waits in memory and the lanes on disk go to the lists. */
  void close(List<CrawlTask> inMemory, List<Lane> onDisk) {
    closed = true;
    readyHosts.clear();
    for (HostQueue queue : queues.values()) {
      for (Lane lane : queue.lanes) {
        lane.memory.forEach(entry -> inMemory.add(entry.task()));
        lane.memory.clear();
        if (lane.onDisk > 0) {
          onDisk.add(lane);
        }
      }
    }
  }

  /** Units that are used of the capacity. */
  int used() {
    return used;
  }

  /** How many units may be read from disk for each of some lanes; 0: none now. */
  int roomToRead(int lanes) {
    if (used < capacity) {
      return Math.max(LEAST_READ, Math.min(MOST_READ, (capacity - used) / lanes));
    }
    boolean stuck = underWay == 0 && readyHosts.isEmpty();
    return used < capacity + reserve || stuck ? LEAST_READ : 0;
  }

  /** Takes in what was read from disk. */
  void takeBack(Lane lane, List<Overflow.Entry> entries) {
    readyHosts.remove(lane.queue);
    lane.awaited = false;
    lane.onDisk -= entries.size();
    lane.memory.addAll(entries);
    for (Overflow.Entry entry : entries) {
      used += entry.task().units();
    }
    place(lane.queue);
  }

  private HostQueue admit(CrawlTask task) {
    HostQueue queue =
        queues.computeIfAbsent(task.url().host(), host -> new HostQueue(host, hosts++));
    queue.lane(task.depth()).unsettled++;
    return queue;
  }

  private HostQueue queue(CrawlTask task) {
    return Objects.requireNonNull(queues.get(task.url().host()));
  }

  private void toMemory(HostQueue queue, CrawlTask task) {
    queue.lane(task.depth()).memory.add(new Overflow.Entry(queue.id, numbers++, task));
    grown(queue, task.depth());
  }

  /**
   * One more URL waits. To find a host's place anew costs most of all, so it is left where it
   * nearly is the same.
   */
  private void grown(HostQueue queue, int depth) {
    queue.waiting++;
    boolean sameNext = queue.ready && queue.nextDepth <= depth;
    if (!sameNext || queue.waiting - queue.load > queue.load / 8) {
      readyHosts.remove(queue);
      place(queue);
    }
  }

  /** To be called after each change, with a queue that is not among the ready ones. */
  private void place(HostQueue queue) {
    if (closed || queue.lanes.isEmpty()) {
      return;
    }
    if (levels && !inputEnded && queue.lanes.get(0).depth > 0) {
      return;
    }
    Lane next = queue.laneToTake(levels);
    if (next != null && queue.out < hostLimit) {
      readyHosts.add(queue, next.memory.element());
    }
    Lane toRead = queue.laneToRead(levels);
    if (toRead != null) {
      toRead.awaited = true;
      reader.accept(toRead);
    }
  }
}
