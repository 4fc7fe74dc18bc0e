package dev.outlink.seed;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes inputs readable several times until it is closed: it keeps the bytes of streams in
 * temporary files. Confined to one thread.
 */
final class Spool implements Closeable {
  private final @Nullable Path folder;
  private final List<FileChannel> files = new ArrayList<>();

  /** Keeps nothing yet; null is the system's folder for temporary files. */
  Spool(@Nullable Path folder) {
    this.folder = folder;
  }

  /**
   * The same inputs; streams and pipes are read to their end.
   *
   * @throws IOException if one cannot be read or kept; the message names it
   */
  Seeds readableTwice(Seeds seeds) throws IOException {
    if (seeds instanceof StreamSeeds stream) {
      try (InputStream in = stream.take()) {
        return kept(in, stream.name(), stream.texts());
      }
    }
    if (seeds instanceof FileSeeds file && Double.isNaN(file.size())) {
      try (InputStream in = Files.newInputStream(file.file())) {
        return kept(in, file.file().toString(), file.texts());
      }
    }
    if (seeds instanceof ConcatSeeds all) {
      List<Seeds> each = new ArrayList<>();
      for (Seeds part : all.inputs()) {
        each.add(readableTwice(part));
      }
      return new ConcatSeeds(each);
    }
    return seeds;
  }

  private Seeds kept(InputStream in, String name, SeedText texts) throws IOException {
    try {
      Path file =
          folder == null
              ? Files.createTempFile("outlink-inputs-", "")
              : Files.createTempFile(folder, "outlink-inputs-", "");
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      files.add(channel);
      deleteNow(file);
      OutputStream out = Channels.newOutputStream(channel);
      in.transferTo(out);
      return new Kept(channel, name, texts);
    } catch (IOException e) {
      throw ReadError.named(name, e);
    }
  }

  /** So that nothing is left of it when the process is killed, where the system allows that. */
  private static void deleteNow(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      // Then it is deleted when it is closed.
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }

  private record Kept(FileChannel file, String name, SeedText texts) implements MeasuredSeeds {

    @Override
    public SeedReader open() throws IOException {
      return new LineReader(new From(file), name, size(), texts);
    }

    @Override
    public double size() throws IOException {
      return file.size();
    }
  }

  /** A file from its beginning; closing it leaves the file open. */
  private static final class From extends InputStream {
    private final FileChannel file;
    private long position;

    From(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = file.read(ByteBuffer.wrap(target, offset, length), position);
      position += Math.max(0, count);
      return count;
    }
  }
}
