package dev.outlink.http1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a head or of a chunked body, as they arrive. A line ends with LF; one CR before it
 * belongs to the end (RFC 9112, section 2.2). Confined to one thread.
 */
final class MessageLines {

  private static final byte LF = '\n';
  private static final byte CR = '\r';

  private final int most;

  private byte[] bytes = new byte[256];
  private int scanned;
  private int taken;

  /**
   * No lines yet.
   *
   * @param most bytes of all lines together until {@link #restart}
   */
  MessageLines(int most) {
    this.most = most;
  }

  /** The lines from here on are counted anew. */
  void restart() {
    scanned = 0;
    taken = 0;
  }

  /** Whether a line has begun or ended since {@link #restart}. */
  boolean hasBegun(ByteBuf in) {
    return taken > 0 || in.isReadable();
  }

  /**
   * Takes the next line out of the buffer; null where its end has not come.
   *
   * @throws TooLongHttpHeaderException where the lines are too long together
   */
  @Nullable MessageLine next(ByteBuf in) {
    int start = in.readerIndex();
    int end = in.indexOf(start + scanned, in.writerIndex(), LF);
    int length = (end < 0 ? in.writerIndex() : end + 1) - start;
    if (length > most - taken) {
      throw new TooLongHttpHeaderException("more than " + most + " bytes");
    }
    if (end < 0) {
      scanned = length;
      return null;
    }
    scanned = 0;
    taken += length;
    if (bytes.length < length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
    }
    in.readBytes(bytes, 0, length);
    boolean crlf = length > 1 && bytes[length - 2] == CR;
    return new MessageLine(bytes, crlf ? length - 2 : length - 1);
  }

  /** Memory for long lines is not kept from one response to the next. */
  void shrink() {
    if (bytes.length > 4096) {
      bytes = new byte[256];
    }
  }
}
