package dev.outlink.cli.warc;

import java.io.IOException;

/** A file that is not packed. Confined to one thread. */
final class PlainMember implements WarcMembers {

  private final WarcBytes bytes;
  private boolean begun;

  PlainMember(WarcBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean next(boolean isRecord) {
    boolean isFirst = !begun;
    begun = true;
    return isFirst;
  }

  @Override
  public boolean recover() {
    return false;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!bytes.hasNext()) {
      return -1;
    }
    int count = Math.min(length, bytes.available());
    System.arraycopy(bytes.array(), bytes.from(), target, offset, count);
    bytes.skip(count);
    bytes.keep();
    return count;
  }

  @Override
  public boolean isPacked() {
    return false;
  }

  @Override
  public long start() {
    return 0;
  }

  @Override
  public long position() {
    return bytes.position();
  }
}
