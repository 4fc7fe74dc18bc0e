package dev.outlink.cli.extract;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.netpreserve.jwarc.LengthedBody.LengthedReadableByteChannel;
import org.netpreserve.jwarc.MessageBody;

/**
 * The first bytes of a record's block. The library reads HTTP headers of any length into memory; so
 * no more than these are there for it.
 */
final class RecordBody implements LengthedReadableByteChannel {

  private final MessageBody body;
  private final long most;

  RecordBody(MessageBody body, long most) {
    this.body = body;
    this.most = most;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position() >= most) {
      throw new IOException("its HTTP headers are too long, or its chunks too many");
    }
    return body.read(target);
  }

  @Override
  public long position() {
    try {
      return body.position();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long size() {
    try {
      return body.size();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean isOpen() {
    return body.isOpen();
  }

  /** Leaves the record open: the next one is found from its end. */
  @Override
  public void close() {}
}
