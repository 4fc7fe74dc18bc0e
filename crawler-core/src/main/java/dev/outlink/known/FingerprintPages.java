package dev.outlink.known;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Room for fingerprints outside of the Java heap, in pages of one size: so a page that one table
 * has outgrown fits any other one. Made of chunks that somebody else brings. Not safe for several
 * threads.
 */
public final class FingerprintPages {

  /** Fingerprints in a page. */
  static final int SLOTS = 128;

  private static final int INTS = SLOTS * FingerprintTable.WIDTH;
  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;

  /** Bytes of a chunk: 6 MiB. */
  public static final int CHUNK_BYTES = (Integer.BYTES * INTS) << CHUNK_SHIFT;

  private IntBuffer[] chunks = new IntBuffer[4];
  private int chunkCount;
  private int[] free = new int[1 << CHUNK_SHIFT];
  private int freeCount;

  /** Takes a chunk in: {@link #CHUNK_BYTES} bytes. */
  void add(ByteBuffer chunk) {
    if (chunk.remaining() != CHUNK_BYTES) {
      throw new IllegalArgumentException(chunk.remaining() + " bytes");
    }
    if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunkCount);
    }
    chunks[chunkCount] = chunk.order(ByteOrder.nativeOrder()).asIntBuffer();
    int first = chunkCount++ << CHUNK_SHIFT;
    reserve(1 << CHUNK_SHIFT);
    for (int page = first + CHUNK_MASK; page >= first; page--) {
      free[freeCount++] = page;
    }
  }

  /** Takes so many pages, whatever is in them, or none: null where there are fewer. */
  int @Nullable [] take(int count) {
    if (count > freeCount) {
      return null;
    }
    freeCount -= count;
    return Arrays.copyOfRange(free, freeCount, freeCount + count);
  }

  /** Gives pages back. */
  void give(int[] pages) {
    reserve(pages.length);
    for (int page : pages) {
      free[freeCount++] = page;
    }
  }

  /** All that is in some pages. */
  int[] read(int[] pages) {
    int[] all = new int[Math.multiplyExact(INTS, pages.length)];
    for (int i = 0; i < pages.length; i++) {
      chunk(pages[i]).get(offset(pages[i]), all, i * INTS, INTS);
    }
    return all;
  }

  /** Fills some pages with what {@link #read} would give. */
  void write(int[] pages, int[] all) {
    for (int i = 0; i < pages.length; i++) {
      chunk(pages[i]).put(offset(pages[i]), all, i * INTS, INTS);
    }
  }

  /** Where a page is. */
  IntBuffer chunk(int page) {
    return chunks[page >>> CHUNK_SHIFT];
  }

  /** The index of a page's first number there. */
  int offset(int page) {
    return (page & CHUNK_MASK) * INTS;
  }

  /** Pages that may be taken. */
  int free() {
    return freeCount;
  }

  /** Bytes of all chunks. */
  long bytes() {
    return (long) chunkCount * CHUNK_BYTES;
  }

  private void reserve(int more) {
    if (freeCount + more > free.length) {
      free = Arrays.copyOf(free, Math.max(2 * free.length, freeCount + more));
    }
  }
}
