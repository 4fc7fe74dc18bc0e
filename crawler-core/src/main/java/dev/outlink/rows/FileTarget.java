package dev.outlink.rows;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is made anew, and locked as long as it is open. */
record FileTarget(Path file) implements Target {
  private static final Logger log = LoggerFactory.getLogger(FileTarget.class);

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public OpenTarget open() throws IOException {
    FileChannel channel = FileChannel.open(file, WRITE, CREATE);
    try {
      boolean regular = Files.isRegularFile(file);
      if (regular) {
        lock(channel);
      }
      return new OpenFile(channel, regular);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private record OpenFile(FileChannel channel, boolean regular) implements OpenTarget {

    @Override
    public OutputStream begin() throws IOException {
      if (regular) {
        channel.truncate(0);
      }
      return new RowFile(channel, regular);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Locks one byte that no file has, so that where locks are mandatory others can still read. */
  private void lock(FileChannel channel) throws IOException {
    boolean locked;
    try {
      locked = channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    } catch (IOException e) {
      log.debug("{} is on a file system without locks", file, e);
      return;
    }
    if (!locked) {
      throw new IOException("is being written by another output or crawl");
    }
  }
}
