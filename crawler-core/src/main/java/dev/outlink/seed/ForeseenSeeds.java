package dev.outlink.seed;

import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of which all URLs are shown to somebody before the first one is given: they are read
 * twice. What can be read only once, such as standard input, is kept in a temporary file meanwhile,
 * which is gone when the reader is closed or the process ends. An input of one's own is opened
 * twice.
 */
public final class ForeseenSeeds implements Seeds {
  private final Seeds inputs;
  private final @Nullable Path folder;
  private final Predicate<CrawlUrl> room;

  /**
   * Reads nothing yet.
   *
   * @param folder for temporary files; null for the system's
   * @param room is shown each http(s) URL; false where there are too many, which ends the reading
   */
  public ForeseenSeeds(Seeds inputs, @Nullable Path folder, Predicate<CrawlUrl> room) {
    this.inputs = inputs;
    this.folder = folder;
    this.room = room;
  }

  @Override
  public SeedReader open() {
    return new Reader();
  }

  private final class Reader implements SeedReader {
    // Confined to the reading thread.
    private final Spool spool = new Spool(folder);

    // Written by the reading thread only.
    private volatile @Nullable SeedReader first;
    private volatile @Nullable SeedReader second;

    private volatile boolean stopped;

    @Override
    public @Nullable Seed next() throws IOException {
      SeedReader reader = second;
      if (reader == null) {
        reader = foreseen();
        second = reader;
      }
      return stopped ? null : reader.next();
    }

    private SeedReader foreseen() throws IOException {
      Seeds twice = spool.readableTwice(inputs);
      try (SeedReader opened = twice.open()) {
        first = opened;
        for (Seed seed = opened.next(); seed != null && !stopped; seed = opened.next()) {
          if (seed instanceof Seed.Url given && given.url().isHttp() && !room.test(given.url())) {
            throw new IOException("the inputs have too many hosts to be one scope");
          }
        }
      }
      return twice.open();
    }

    @Override
    public double progress() {
      SeedReader reader = second;
      return reader == null ? 0 : reader.progress();
    }

    @Override
    public void stop() {
      stopped = true;
      SeedReader waiting = second == null ? first : second;
      if (waiting != null) {
        waiting.stop();
      }
    }

    @Override
    public void close() throws IOException {
      try (spool) {
        if (second != null) {
          second.close();
        }
      }
    }
  }
}
