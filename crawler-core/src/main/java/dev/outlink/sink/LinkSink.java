package dev.outlink.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Where the results of one crawl go. The crawl opens it, writes to it from many threads, and
 * finishes it once; nobody else closes it.
 *
 * <p>Back-pressure: the stage that {@link #write} returns completes when the sink has taken the
 * result in. Until then the result counts against the crawl's memory, so a slow sink slows the
 * fetching. A stage that fails ends the crawl.
 *
 * <p>The sinks made here for files and streams write on one daemon thread of their own and hold
 * results in a queue whose only bound is the caller's: the results whose stages have not completed.
 * Rows reach the operating system within a second. A stage completes on the sink's thread, so what
 * depends on it must be short. When a write fails, the stages not yet completed, all later ones and
 * {@link #finish} fail with one {@link IOException} that names the file and the reason; a file then
 * ends in a whole row.
 *
 * <p>TSV is UTF-8 with {@code \n} after each row. A cell that holds a URL is that URL, which is
 * printable ASCII. In any other cell a backslash, a control character and what breaks or reorders
 * lines is escaped: {@code \\}, {@code \t}, {@code \n}, {@code \r}, else a backslash, {@code u} and
 * four hexadecimal digits, and so is a first character that a spreadsheet takes for a formula's.
 */
public interface LinkSink {

  /**
   * Makes ready to write.
   *
   * @throws IOException if the destination cannot be written; the message names it
   */
  default void open() throws IOException {}

  /**
   * Takes one result. Does not block and does not throw. The stage must not wait for a further
   * result: there may be none until it completes.
   */
  CompletionStage<Void> write(PageResult result);

  /**
   * Fails as soon as the destination is found to take nothing more, as a disk that is full or a
   * reader that has gone, so that a crawl ends which has nothing to write for the moment. Need not
   * complete otherwise. Asked once, after {@link #open}.
   */
  default CompletionStage<Void> broken() {
    return new CompletableFuture<>();
  }

  /**
   * Writes out what was taken and closes the destination; called once, after the last write has
   * completed.
   */
  CompletionStage<Void> finish();

  /** Link rows {@code source<TAB>link} into a file that is made anew, with a header line. */
  static LinkSink tsv(Path file) {
    return tsv(file, true);
  }

  /** Link rows {@code source<TAB>link} into a file that is made anew. */
  static LinkSink tsv(Path file, boolean header) {
    return tsv(file, new TsvOptions(header, LinkColumn.DEFAULT));
  }

  /** Link rows into a file that is made anew. */
  static LinkSink tsv(Path file, TsvOptions options) {
    return new RowSink(new FileTarget(file), Tsv.links(options.columns()), options.header());
  }

  /**
   * Link rows {@code source<TAB>link} into a stream, which is flushed and not closed.
   *
   * @param name stands for the stream in messages
   */
  static LinkSink tsv(OutputStream stream, String name, boolean header) {
    return tsv(stream, name, new TsvOptions(header, LinkColumn.DEFAULT));
  }

  /**
   * Link rows into a stream, which is flushed and not closed.
   *
   * @param name stands for the stream in messages
   */
  static LinkSink tsv(OutputStream stream, String name, TsvOptions options) {
    return new RowSink(
        new StreamTarget(stream, name), Tsv.links(options.columns()), options.header());
  }

  /** Page records as TSV into a file that is made anew, with a header line. */
  static LinkSink pages(Path file) {
    return pages(file, true);
  }

  /** Page records as TSV into a file that is made anew. */
  static LinkSink pages(Path file, boolean header) {
    return new RowSink(new FileTarget(file), Tsv.pages(), header);
  }

  /**
   * Page records as TSV into a stream, which is flushed and not closed.
   *
   * @param name stands for the stream in messages
   */
  static LinkSink pages(OutputStream stream, String name, boolean header) {
    return new RowSink(new StreamTarget(stream, name), Tsv.pages(), header);
  }

  /**
   * Hands each result to a function, one at a time and in the order of the calls to {@link #write},
   * each of which sees what the one before it did. It runs on a thread that calls {@code write}: a
   * compute thread, the reader's for lines that are refused, or the one that stops the crawl; never
   * an I/O thread. It may block, which slows the crawl. What it throws fails that result's stage.
   */
  static LinkSink of(Consumer<? super PageResult> consumer) {
    return new ConsumerSink(consumer);
  }

  /**
   * Both sinks get every result, and a stage completes when both have taken it. Opening fails if
   * both would write to the same file.
   */
  default LinkSink and(LinkSink other) {
    return new BothSinks(this, other);
  }
}
