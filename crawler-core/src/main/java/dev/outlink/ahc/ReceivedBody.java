package dev.outlink.ahc;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The bytes of a body as they arrive. Confined to one I/O thread. */
public final class ReceivedBody {

  private static final int USUAL = 16 * 1024;
  private static final int LARGEST_START = 64 * 1024;
  private static final int NEVER_HELD_BACK = 64 * 1024;

  private final BodyBudget.BodyLease lease;
  private final int limit;
  private final long announced;
  private byte[] bytes = new byte[0];
  private int length;

  /**
   * An empty body.
   *
   * @param lease what the array's bytes are counted on
   * @param limit largest length
   * @param announced the Content-Length, or -1; it is not trusted
   */
  ReceivedBody(BodyBudget.BodyLease lease, int limit, long announced) {
    this.lease = lease;
    this.limit = limit;
    this.announced = announced;
  }

  /** Appends what fits; false where the body is larger than the limit. */
  boolean append(ByteBuf part) {
    int count = Math.min(part.readableBytes(), limit - length);
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, bytes.length + more(length + count));
    }
    part.getBytes(part.readerIndex(), bytes, length, count);
    length += count;
    return count == part.readableBytes();
  }

  /**
   * False for what is small: to hold it back would free little, and cost the request its time.
   * False also where the rest of the body has its place already.
   */
  boolean mayBeHeldBack() {
    boolean hasPlace = announced >= 0 && bytes.length >= announced;
    return length > NEVER_HELD_BACK && !hasPlace;
  }

  private int more(int needed) {
    long start = announced >= 0 ? Math.min(announced, LARGEST_START) : USUAL;
    long wanted = bytes.length == 0 ? start : 2L * needed;
    if (announced >= needed) {
      wanted = Math.min(wanted, announced);
    }
    wanted = Math.min(Math.max(wanted, needed), limit);
    return lease.take(needed - bytes.length, (int) wanted - bytes.length);
  }

  /** The array: its first {@link #length()} bytes are the body. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
