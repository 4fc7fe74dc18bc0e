package dev.outlink.frontier;

import dev.outlink.frontier.HostQueue.TakenUrl;
import dev.outlink.known.Fingerprint;
import dev.outlink.overflow.Overflow;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.Host;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * A host's queue lives until all of its URLs are settled, since the next level waits for that. Whether it may give out one
 * of its URLs now, ReadyHosts knows, which is told of every change (update).
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
  private final Levels levels;
  private final Map<Host, HostQueue> queues = new HashMap<>();
  private final ReadyHosts readyHosts;
  private final OpenedHosts lastOpened = new OpenedHosts();

  private final Consumer<DepthLane> reader;
  private final Function<CrawlTask, Fingerprint> fingerprints;

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
   * @param reader is to read the next entries of a lane from disk; told again when it is shorter
   * @param fingerprints of URLs
   */
  HostQueues(
      FrontierConfig config,
      Consumer<DepthLane> reader,
      Function<CrawlTask, Fingerprint> fingerprints) {
    this.capacity = config.capacity();
    this.reserve = Math.max(MOST_READ, capacity / 8);
    this.levels = new Levels(config);
    this.readyHosts = new ReadyHosts(config);
    this.reader = reader;
    this.fingerprints = fingerprints;
  }

  /** Takes a seed in. */
  void addSeed(CrawlTask task) {
    HostQueue queue = admit(task);
    used += task.units();
    toMemory(queue, task);
  }

  /** Takes a link in. Returns the entry that is to be written to disk, or null. */
  Overflow.@Nullable Entry addLink(CrawlTask task, Fingerprint fingerprint) {
    HostQueue queue = queues.get(task.url().host());
    boolean ahead = queue != null && levels.isAhead(queue, task.depth());
    queue = admit(task);
    int room = inputEnded ? capacity : capacity / 2;
    boolean spills = used >= room || queue.isOnDiskUpTo(task.depth());
    levels.keep(queue, fingerprint, new Levels.Place(task.depth(), numbers, spills, ahead));
    if (!spills) {
      used += task.units();
      toMemory(queue, task);
      return null;
    }
    queue.lane(task.depth()).spilled(numbers);
    grown(queue, task.depth());
    return new Overflow.Entry(queue.id, numbers++, task);
  }

  /**
   * A URL that is known was offered again. If it waits with a depth that is larger and was not
   * certain, it waits with this one instead. Returns whether it was on disk and is in memory now.
   */
  boolean lower(CrawlTask task, Fingerprint fingerprint) {
    HostQueue queue = queues.get(task.url().host());
    Levels.Place place = queue == null ? null : Levels.above(queue, fingerprint, task.depth());
    if (queue == null || place == null) {
      return false;
    }
    DepthLane before = Objects.requireNonNull(queue.existing(place.depth()));
    boolean onDisk = place.spilled() && place.number() > before.readTo;
    levels.makeVoid(place.number());
    admit(task);
    used += task.units();
    levels.keep(queue, fingerprint, new Levels.Place(task.depth(), numbers, false, place.ahead()));
    toMemory(queue, task);
    queue.waiting--;
    if (--before.unsettled == 0) {
      end(before);
    }
    update(queue);
    return onDisk;
  }

  /** Lets a URL that was not settled wait again. */
  void addAgain(CrawlTask task) {
    HostQueue queue = queue(task);
    underWay--;
    queue.lane(task.depth()).underWay--;
    toMemory(queue, task);
  }

  /**
   * The next URL, or null.
   *
   * @param scoutsToo whether it may be one of a host that is not opened
   */
  @Nullable CrawlTask take(boolean scoutsToo) {
    HostQueue queue = readyHosts.next(scoutsToo);
    while (queue != null && queue.nextDepth > levels.deepest(queue)) {
      update(queue);
      queue = readyHosts.next(scoutsToo);
    }
    if (queue == null) {
      return null;
    }
    Overflow.Entry entry = Objects.requireNonNull(queue.next);
    DepthLane lane = Objects.requireNonNull(queue.existing(entry.task().depth()));
    lane.memory.remove();
    queue.waiting--;
    underWay++;
    lane.underWay++;
    hurry(lane);
    if (queue.places != null) {
      levels.forget(queue, fingerprints.apply(entry.task()));
    }
    readyHosts.take(queue, entry);
    update(queue);
    levels.goOn().forEach(this::update);
    return entry.task();
  }

  void opened(CrawlTask task) {
    HostQueue queue = out(task).queue;
    if (!queue.opened) {
      queue.opened = true;
      update(queue);
    }
  }

  /** False if the URL waits again, because its address is full. */
  boolean located(CrawlTask task, String address) {
    TakenUrl out = out(task);
    boolean fits = readyHosts.locate(out, address);
    if (!fits) {
      putBack(out);
    }
    update(out.queue);
    return fits;
  }

  /** Puts a URL that is out in front of its lane, and lets its host rest. */
  void defer(CrawlTask task, long until) {
    TakenUrl out = out(task);
    readyHosts.rest(out.queue, until);
    putBack(out);
    update(out.queue);
  }

  /** Hosts whose rest is over go on. */
  void wake(long now) {
    for (HostQueue due = readyHosts.awake(now); due != null; due = readyHosts.awake(now)) {
      update(due);
    }
  }

  boolean isNobodyResting() {
    return readyHosts.isNobodyResting();
  }

  /** How long until a host's rest is over, Long.MAX_VALUE if none rests. */
  long nanosToNext(long now) {
    return readyHosts.nanosToNext(now);
  }

  void release(CrawlTask task) {
    TakenUrl out = out(task);
    if (closed) {
      out.queue.taken.remove(out);
      return;
    }
    readyHosts.end(out);
    update(out.queue);
  }

  void settle(CrawlTask task) {
    HostQueue queue = queues.get(task.url().host());
    DepthLane lane = queue == null ? null : queue.existing(task.depth());
    if (queue == null || lane == null || lane.unsettled == 0) {
      throw new IllegalStateException("settled twice: " + task);
    }
    if (!closed) {
      underWay--;
      lane.underWay--;
      used -= task.units();
    }
    if (--lane.unsettled == 0) {
      end(lane);
      levels.risen(queue);
      update(queue);
      levels.goOn().forEach(this::update);
    }
    endIfEmpty(queue);
  }

  /** One URL is settled, and another one, perhaps of another host, waits in its place. */
  void move(CrawlTask from, CrawlTask to) {
    HostQueue queue = admit(to); // first, since a host is forgotten with its last URL
    used += to.units();
    settle(from);
    toMemory(queue, to);
  }

  /** All seeds were offered. */
  void inputEnded() {
    inputEnded = true;
    levels.inputEnded();
    queues.values().forEach(levels::risen);
    queues.values().forEach(this::update);
  }

  /** What was found waits no longer for seeds that are not read yet. */
  void goOnWithoutInput() {
    levels.goOnWithoutInput();
    queues.values().forEach(this::update);
  }

  /** Gives nothing out any more; what waits in memory and the lanes on disk go to the lists. */
  void close(List<CrawlTask> inMemory, List<DepthLane> onDisk) {
    closed = true;
    readyHosts.clear();
    for (HostQueue queue : queues.values()) {
      for (DepthLane lane : queue.lanes) {
        lane.memory.removeIf(levels::drops);
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

  /** Drops what is void of what was read from disk. */
  List<Overflow.Entry> valid(List<Overflow.Entry> entries) {
    return entries.stream().filter(entry -> !levels.drops(entry)).toList();
  }

  /**
   * Takes in what was read from disk.
   *
   * @param valid the entries that are not void
   * @param read how many there were
   * @param last the number of the last one
   */
  void takeBack(DepthLane lane, List<Overflow.Entry> valid, int read, long last) {
    lane.awaited = false;
    lane.onDisk -= read;
    lane.readTo = last;
    lane.memory.addAll(valid);
    for (Overflow.Entry entry : valid) {
      used += entry.task().units();
    }
    if (lane.unsettled == 0) {
      end(lane);
    }
    update(lane.queue);
    endIfEmpty(lane.queue);
  }

  private HostQueue admit(CrawlTask task) {
    HostQueue queue = queues.computeIfAbsent(task.url().host(), this::newQueue);
    queue.lane(task.depth()).unsettled++;
    return queue;
  }

  private HostQueue newQueue(Host host) {
    HostQueue queue = new HostQueue(host, hosts++);
    queue.opened = lastOpened.remove(host);
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
    boolean sameNext = queue.order != null && queue.nextDepth <= depth;
    if (!sameNext || queue.waiting - queue.load > queue.load / 8) {
      update(queue);
    }
  }

  private TakenUrl out(CrawlTask task) {
    HostQueue queue = queues.get(task.url().host());
    TakenUrl out = queue == null ? null : queue.taken(task);
    if (out == null) {
      throw new IllegalStateException("not out, or released twice: " + task);
    }
    return out;
  }

  /** As if it had not been taken. */
  private void putBack(TakenUrl out) {
    HostQueue queue = out.queue;
    DepthLane lane = Objects.requireNonNull(queue.existing(out.entry.task().depth()));
    underWay--;
    lane.underWay--;
    queue.waiting++;
    lane.memory.addFirst(out.entry);
    readyHosts.end(out);
  }

  /** A lane has no more URLs; what is left of it is void. */
  private void end(DepthLane lane) {
    for (Overflow.Entry entry : lane.memory) {
      boolean dropped = levels.drops(entry);
      used -= dropped ? entry.task().units() : 0;
    }
    lane.memory.clear();
    if (lane.onDisk == 0 || closed) {
      lane.queue.lanes.remove(lane);
    }
  }

  private void endIfEmpty(HostQueue queue) {
    if (queue.lanes.isEmpty()) {
      queues.remove(queue.host);
      levels.remove(queue);
      if (!closed) {
        readyHosts.remove(queue);
        if (queue.opened) {
          lastOpened.add(queue.host);
        }
      }
    }
  }

  /** To be called where a lane has become shorter. */
  private void hurry(DepthLane lane) {
    if (lane.awaited && WantedLanes.isShort(lane)) {
      reader.accept(lane);
    }
  }

  /** To be called after each change. */
  private void update(HostQueue queue) {
    if (closed) {
      return;
    }
    int deepest = levels.deepest(queue);
    DepthLane next = queue.laneToTake(deepest);
    while (next != null && levels.drops(next.memory.element())) {
      used -= next.memory.remove().task().units();
      hurry(next);
      next = queue.laneToTake(deepest);
    }
    readyHosts.update(queue, next == null ? null : next.memory.element());
    if (next == null) {
      levels.stands(queue);
    }
    DepthLane toRead = queue.resting ? null : queue.laneToRead(deepest);
    if (toRead != null) {
      reader.accept(toRead);
    }
  }
}
