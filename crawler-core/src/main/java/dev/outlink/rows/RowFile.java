package dev.outlink.rows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** An open file that ends in a whole row when it is closed, whatever happened to the last one. */
final class RowFile extends OutputStream {
  private final SeekableByteChannel channel;
  private final boolean canBeCut;
  private long size;
  private long rowEnd;

  /**
   * @param channel an empty file; closed with this stream
   * @param canBeCut false for a device or pipe
   */
  RowFile(SeekableByteChannel channel, boolean canBeCut) {
    this.channel = channel;
    this.canBeCut = canBeCut;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } finally {
      written(bytes, offset, rest.position() - offset);
    }
  }

  private void written(byte[] bytes, int offset, int length) {
    for (int i = length; i > 0; i--) {
      if (bytes[offset + i - 1] == '\n') {
        rowEnd = size + i;
        break;
      }
    }
    size += length;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (canBeCut && rowEnd < size) {
        channel.truncate(rowEnd);
      }
    }
  }
}
