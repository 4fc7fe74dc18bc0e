package dev.outlink.overflow;

import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * What is counted are the bytes that the objects take, those of a heap without compressed references. Each line is a
 * linked list, and the lines are a tree: both are as small again as they were when what they held is gone, which arrays
 * and hash tables are not.
 */
/**
 * Waiting URLs and memory for known ones on the heap, for a crawl that has no other overflow. A URL
 * that waits takes about 100 bytes and its characters, a known one 15 to 23. Where its provider has
 * no more bytes it throws {@link FullHeapException}. Confined to one thread.
 */
final class HeapOverflow implements Overflow {

  /** An entry in its line, and its URL's bytes but for their number. */
  static final long ENTRY_BYTES = 64 + 24;

  /** A line, its name, and its place in the tree. */
  static final long LINE_BYTES = 64 + 32 + 40;

  /** A list of roots, and each root but for its characters. */
  private static final long ROOTS_BYTES = 32 + 56;

  private static final long ROOT_BYTES = 56 + 32 + 24 + 8;

  private static final Logger log = LoggerFactory.getLogger(HeapOverflow.class);
  private static final long MIB = 1 << 20;

  private record LineName(long host, int depth) {}

  private static final class Line {
    @Nullable Kept first;
    @Nullable Kept last;
  }

  /** An entry without what its line's name says. */
  private static final class Kept {
    final long number;
    final byte[] url;
    final int redirects;
    final int attempt;
    final Roots roots;
    @Nullable Kept next;

    Kept(Entry entry, Roots roots) {
      number = entry.number();
      url = entry.task().url().href().getBytes(StandardCharsets.ISO_8859_1);
      redirects = entry.task().redirects();
      attempt = entry.task().attempt();
      this.roots = roots;
    }
  }

  /** What many entries have in common; its bytes are given back with the last of them. */
  private static final class Roots {
    final List<CrawlUrl> urls;
    long uses;

    Roots(List<CrawlUrl> urls) {
      this.urls = urls;
    }

    long bytes() {
      long bytes = ROOTS_BYTES;
      for (CrawlUrl url : urls) {
        bytes += ROOT_BYTES + url.href().length();
      }
      return bytes;
    }
  }

  private final HeapOverflows provider;
  private final TreeMap<LineName, Line> lines =
      new TreeMap<>(Comparator.comparingLong(LineName::host).thenComparingInt(LineName::depth));
  private Roots lastRoots = new Roots(List.of());
  private long waiting;
  private long waitingBytes;
  private long knownBytes;
  private boolean told;

  /** Empty. */
  HeapOverflow(HeapOverflows provider) {
    this.provider = provider;
  }

  @Override
  public void append(List<Entry> entries) throws FullHeapException {
    tell();
    for (Entry entry : entries) {
      List<CrawlUrl> urls = entry.task().roots();
      Roots roots = urls == lastRoots.urls ? lastRoots : new Roots(urls);
      LineName name = new LineName(entry.host(), entry.task().depth());
      Line line = lines.get(name);
      long bytes = ENTRY_BYTES + entry.task().url().href().length();
      bytes += roots.uses == 0 ? roots.bytes() : 0;
      bytes += line == null ? LINE_BYTES : 0;
      if (!provider.take(bytes)) {
        throw full("URLs that wait");
      }
      waitingBytes += bytes;
      if (line == null) {
        line = new Line();
        lines.put(name, line);
      }
      lastRoots = roots;
      add(line, new Kept(entry, roots));
    }
  }

  /** Forgets what it gives out, and what came before. */
  @Override
  public void read(long host, int depth, long from, Predicate<Entry> wantsMore) {
    LineName name = new LineName(host, depth);
    Line line = lines.get(name);
    boolean wanted = true;
    while (line != null && line.first != null && wanted) {
      Kept kept = remove(line);
      if (kept.number >= from) {
        wanted = wantsMore.test(new Entry(host, kept.number, task(kept, depth)));
      }
    }
    endIfEmpty(name, line);
  }

  @Override
  public void discard(long host, int depth, long from, long end) {
    LineName name = new LineName(host, depth);
    Line line = lines.get(name);
    while (line != null && line.first != null && line.first.number < end) {
      remove(line);
    }
    endIfEmpty(name, line);
  }

  /** Counts a third more: collectors that lay an array in regions of its own round up. */
  @Override
  public ByteBuffer memory(int bytes) throws FullHeapException {
    tell();
    long counted = (long) bytes + bytes / 3;
    if (!provider.take(counted)) {
      throw full("known URLs");
    }
    knownBytes += counted;
    return ByteBuffer.allocate(bytes);
  }

  @Override
  public void close() {
    lines.clear();
    lastRoots = new Roots(List.of());
    provider.give(waitingBytes + knownBytes);
    waiting = 0;
    waitingBytes = 0;
    knownBytes = 0;
  }

  private void add(Line line, Kept kept) {
    Kept last = line.last;
    if (last == null) {
      line.first = kept;
    } else {
      last.next = kept;
    }
    line.last = kept;
    kept.roots.uses++;
    waiting++;
  }

  private Kept remove(Line line) {
    Kept first = Objects.requireNonNull(line.first);
    line.first = first.next;
    if (first.next == null) {
      line.last = null;
    }
    waiting--;
    giveBack(ENTRY_BYTES + first.url.length);
    if (--first.roots.uses == 0) {
      giveBack(first.roots.bytes());
    }
    return first;
  }

  private void endIfEmpty(LineName name, @Nullable Line line) {
    if (line != null && line.first == null) {
      lines.remove(name);
      giveBack(LINE_BYTES);
    }
  }

  private void giveBack(long bytes) {
    waitingBytes -= bytes;
    provider.give(bytes);
  }

  private static CrawlTask task(Kept kept, int depth) {
    String text = new String(kept.url, StandardCharsets.ISO_8859_1);
    if (CrawlUrl.parse(text) instanceof CrawlUrl url) {
      return new CrawlTask(url, depth, kept.redirects, kept.attempt, kept.roots.urls);
    }
    throw new IllegalStateException("a URL that was one is none: " + text);
  }

  private void tell() {
    if (!told) {
      told = true;
      log.info(
          "URLs wait in memory, since dev.outlink:crawler-state is not on the class path: they may"
              + " take {} MiB, and the crawl ends where they need more",
          provider.heapBytes() / MIB);
    }
  }

  private FullHeapException full(String what) {
    return new FullHeapException(
        String.format(
            Locale.ROOT,
            "the heap has no room for more %s: %,d that wait take %,d MiB, and known ones %,d"
                + " MiB, of the %,d MiB that all crawls of a crawler may take for that. Add"
                + " dev.outlink:crawler-state to the class path, so that they go to disk, or give"
                + " Java a larger heap (-Xmx)",
            what,
            waiting,
            waitingBytes / MIB,
            knownBytes / MIB,
            provider.heapBytes() / MIB));
  }
}
