package dev.outlink.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file as memory that grows by pieces. The first pieces are copies of its first bytes,
 * which stay zero: what is written to them is memory of this process, and never goes to the disk.
 * The later ones are parts of the file, and the kernel writes them to the disk and may take them
 * out of memory. Where the system allows, the file has no name once it is open, so it is gone with
 * the process, whatever happens. Confined to one thread, but for what is in the pieces.
 */
final class MappedFile implements AutoCloseable {

  private static final int WRITE_BYTES = 1 << 16;

  private final FileChannel channel;
  private final Mappings mappings = Mappings.create();
  private final int pieceBytes;
  private long copyBytes;
  private long size;

  private MappedFile(FileChannel channel, int pieceBytes, long copyBytes) {
    this.channel = channel;
    this.pieceBytes = pieceBytes;
    this.copyBytes = copyBytes;
  }

  /**
   * A new file.
   *
   * @param pieceBytes the size of each piece
   * @param copyBytes how much memory may be of this process, and not of the file
   */
  static MappedFile create(Path path, int pieceBytes, long copyBytes) throws IOException {
    MappedFile file =
        new MappedFile(
            FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            pieceBytes,
            copyBytes);
    file.append();
    return file;
  }

  /** The next piece, all zero. */
  ByteBuffer piece() throws IOException {
    if (copyBytes >= pieceBytes) {
      ByteBuffer piece = mappings.map(channel, MapMode.PRIVATE, 0, pieceBytes);
      copyBytes -= pieceBytes;
      return piece;
    }
    long start = size;
    append();
    return mappings.map(channel, MapMode.READ_WRITE, start, pieceBytes);
  }

  /**
   * Makes the file longer by zeros. The disk's blocks are taken by writing before they are mapped:
   * a hole in a mapped file on a full disk is an error of the machine, a write that fails is not.
   */
  private void append() throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(Math.min(pieceBytes, WRITE_BYTES));
    long end = size + pieceBytes;
    for (long at = size; at < end; ) {
      zeros.position(0).limit((int) Math.min(zeros.capacity(), end - at));
      at += channel.write(zeros, at);
    }
    size = end;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      mappings.close();
    }
  }
}
