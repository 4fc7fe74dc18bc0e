package dev.outlink.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/**
 * Where the results of one crawl go. The crawl opens it, writes to it from many threads, and
 * finishes it once; nobody else closes it.
 *
 * <p>Back-pressure: the stage that {@link #write} returns completes when the sink has taken the
 * result in. Until then the result counts against the crawl's memory, so a slow sink slows the
 * fetching. A stage that fails ends the crawl.
 */
public interface LinkSink {

  /**
   * Makes ready to write.
   *
   * @throws IOException if the destination cannot be written; the message names it
   */
  default void open() throws IOException {}

  /** Takes one result. Does not block and does not throw. */
  CompletionStage<Void> write(PageResult result);

  /**
   * Writes out what was taken and closes the destination; called once, after the last write has
   * completed.
   */
  CompletionStage<Void> finish();

  /** Link rows {@code source<TAB>link} into a file that is made anew, with a header line. */
  static LinkSink tsv(Path file) {
    throw new UnsupportedOperationException(file.toString());
  }

  /** Page records as TSV into a file that is made anew, with a header line. */
  static LinkSink pages(Path file) {
    throw new UnsupportedOperationException(file.toString());
  }

  /** Both sinks get every result. */
  default LinkSink and(LinkSink other) {
    throw new UnsupportedOperationException(other.toString());
  }
}
