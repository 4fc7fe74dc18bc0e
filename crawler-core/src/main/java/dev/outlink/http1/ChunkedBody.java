package dev.outlink.http1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A body in chunks (RFC 9112, section 7.1), as it arrives. What stands behind the number of a
 * chunk's line, and the trailer fields, are read over. Confined to one thread.
 */
final class ChunkedBody {

  private enum Part {
    SIZE,
    DATA,
    END_OF_DATA,
    TRAILER,
    OVER
  }

  private static final int MOST_DIGITS = 15;

  private final MessageLines lines;

  private Part next = Part.SIZE;
  private long left;

  /**
   * A body that begins now.
   *
   * @param lines bounds each chunk's line, and the trailer
   */
  ChunkedBody(MessageLines lines) {
    this.lines = lines;
    lines.restart();
  }

  /** Whether all that counts has come: the last chunk, if perhaps not the end of the trailer. */
  boolean isWhole() {
    return next == Part.TRAILER || next == Part.OVER;
  }

  /** Whether nothing more belongs to this body. */
  boolean isOver() {
    return next == Part.OVER;
  }

  /**
   * Reads on up to the next data.
   *
   * @return some data, or null where more must come first, or nothing more will
   * @throws MalformedResponse where this is no chunk
   */
  @Nullable ByteBuf next(ByteBuf in) {
    while (next != Part.OVER) {
      if (next == Part.DATA) {
        int length = (int) Math.min(left, in.readableBytes());
        if (length == 0) {
          return null;
        }
        left -= length;
        next = left == 0 ? Part.END_OF_DATA : Part.DATA;
        return in.readRetainedSlice(length);
      }
      MessageLine line = lines.next(in);
      if (line == null) {
        return null;
      }
      take(line);
    }
    return null;
  }

  private void take(MessageLine line) {
    switch (next) {
      case SIZE -> {
        line.checkEnds("chunks");
        lines.restart();
        left = size(line);
        next = left == 0 ? Part.TRAILER : Part.DATA;
      }
      case END_OF_DATA -> {
        if (!line.isEmpty()) {
          throw new MalformedResponse("a chunk that is longer than it says");
        }
        lines.restart();
        next = Part.SIZE;
      }
      default -> {
        if (line.isEmpty()) {
          next = Part.OVER;
        }
      }
    }
  }

  private static long size(MessageLine line) {
    long size = 0;
    int start = line.skipSpaces(0);
    int i = start;
    int digit;
    while (i < line.length() && (digit = Character.digit((char) line.at(i), 16)) >= 0) {
      if (size >>> (4 * (MOST_DIGITS - 1)) != 0) {
        throw new MalformedResponse("a chunk of more than 2^60 bytes");
      }
      size = (size << 4) | digit;
      i++;
    }
    int end = line.skipSpaces(i);
    if (i == start || (end < line.length() && line.at(end) != ';')) {
      throw new MalformedResponse("no chunk's size in " + line.shown());
    }
    return size;
  }
}
