package dev.outlink.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file as memory that grows by pieces. Where the system allows, the file has no name
 * once it is open, so it is gone with the process, whatever happens. Confined to one thread, but
 * for what is in the pieces.
 */
final class MappedFile implements AutoCloseable {

  private static final int WRITE_BYTES = 1 << 16;

  private final FileChannel channel;
  private final Mappings mappings = Mappings.create();
  private long size;

  private MappedFile(FileChannel channel) {
    this.channel = channel;
  }

  static MappedFile create(Path path) throws IOException {
    return new MappedFile(
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /**
   * The next piece, all zero. The disk's blocks are taken by writing before the piece is mapped: a
   * hole in a mapped file on a full disk is an error of the machine, a write that fails is not.
   */
  ByteBuffer piece(int bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(Math.min(bytes, WRITE_BYTES));
    long end = size + bytes;
    for (long at = size; at < end; ) {
      zeros.position(0).limit((int) Math.min(zeros.capacity(), end - at));
      at += channel.write(zeros, at);
    }
    ByteBuffer piece = mappings.map(channel, size, bytes);
    size = end;
    return piece;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      mappings.close();
    }
  }
}
