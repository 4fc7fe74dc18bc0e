package dev.outlink.frontier;

import dev.outlink.overflow.Overflow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** A disk that is a map; read it when the frontier has ended. */
public final class MemoryOverflow implements Overflow {

  private final Map<String, NavigableMap<Long, Entry>> lines = new TreeMap<>();
  final AtomicLong written = new AtomicLong();
  volatile boolean closed;
  volatile boolean broken;

  @Override
  public void append(List<Entry> entries) throws IOException {
    work();
    for (Entry entry : entries) {
      line(entry.host(), entry.task().depth()).put(entry.number(), entry);
    }
    written.addAndGet(entries.size());
  }

  @Override
  public void read(long host, int depth, long from, Predicate<Entry> wantsMore) throws IOException {
    work();
    NavigableMap<Long, Entry> line = line(host, depth);
    line.headMap(from).clear();
    while (!line.isEmpty() && wantsMore.test(line.pollFirstEntry().getValue())) {
      // It forgets what it gives out, as an overflow may.
    }
  }

  @Override
  public void discard(long host, int depth, long from, long end) throws IOException {
    work();
    line(host, depth).subMap(from, end).clear();
  }

  @Override
  public ByteBuffer memory(int bytes) throws IOException {
    work();
    return ByteBuffer.allocate(bytes);
  }

  @Override
  public void close() {
    closed = true;
  }

  private NavigableMap<Long, Entry> line(long host, int depth) {
    return lines.computeIfAbsent(host + " " + depth, unknown -> new TreeMap<>());
  }

  private void work() throws IOException {
    if (broken) {
      throw new IOException("No space left on device");
    }
    if (closed) {
      throw new IOException("closed");
    }
  }
}
