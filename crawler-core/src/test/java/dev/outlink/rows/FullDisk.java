package dev.outlink.rows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file on a disk that has room for so many bytes. */
final class FullDisk implements SeekableByteChannel {
  private final SeekableByteChannel file;
  private long room;

  FullDisk(SeekableByteChannel file, long room) {
    this.file = file;
    this.room = room;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (room == 0) {
      throw new IOException("No space left on device");
    }
    int n = (int) Math.min(room, source.remaining());
    ByteBuffer part = source.slice(source.position(), n);
    file.write(part);
    source.position(source.position() + n);
    room -= n;
    return n;
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    return file.truncate(size);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return file.read(target);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    return file.position(position);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
