package dev.outlink.cli.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.netpreserve.jwarc.LengthedBody.LengthedReadableByteChannel;

/**
 * The first bytes of a record's block. The library would read HTTP headers of any length into
 * memory, so the number of bytes is limited.
 */
final class RecordBody implements LengthedReadableByteChannel {

  private final ReadableByteChannel block;
  private final long size;
  private final long most;
  private long position;

  RecordBody(InputStream block, long size, long most) {
    this.block = Channels.newChannel(block);
    this.size = size;
    this.most = most;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= most) {
      throw new IOException("its HTTP headers are too long, or it has too many chunks");
    }
    int count = block.read(target);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /** Leaves the record open: the next one is found from its end. */
  @Override
  public void close() {}
}
