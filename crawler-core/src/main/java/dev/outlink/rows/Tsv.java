package dev.outlink.rows;

import dev.outlink.sink.LinkSink;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Sinks that write rows of cells with tabs between: link rows and page records.
 *
 * <p>They write on one daemon thread of their own and hold results in a queue whose only bound is
 * the caller's: the results whose stages have not completed. Rows reach the operating system within
 * a second. A stage completes on the sink's thread, so what depends on it must be short. When a
 * write fails, the stages not yet completed, all later ones and {@link LinkSink#finish} fail with
 * one {@link java.io.IOException} that names the file and the reason; a file then ends in a whole
 * row.
 *
 * <p>TSV is UTF-8 with {@code \n} after each row. A cell that holds a URL is that URL, which is
 * printable ASCII. In any other cell a backslash, a control character and what breaks or reorders
 * lines is escaped: {@code \\}, {@code \t}, {@code \n}, {@code \r}, else a backslash, {@code u} and
 * four hexadecimal digits, and so is a first character that a spreadsheet takes for a formula's.
 */
public final class Tsv {

  private Tsv() {}

  /** Link rows {@code source<TAB>link} into a file that is made anew, with a header line. */
  public static LinkSink links(Path file) {
    return links(file, true);
  }

  /** Link rows {@code source<TAB>link} into a file that is made anew. */
  public static LinkSink links(Path file, boolean header) {
    return links(file, new TsvOptions(header, LinkColumn.DEFAULT));
  }

  /** Link rows into a file that is made anew. */
  public static LinkSink links(Path file, TsvOptions options) {
    return new RowSink(new FileTarget(file), TsvFormat.links(options.columns()), options.header());
  }

  /**
   * Link rows {@code source<TAB>link} into a stream, which is flushed and not closed.
   *
   * @param name stands for the stream in messages
   */
  public static LinkSink links(OutputStream stream, String name, boolean header) {
    return links(stream, name, new TsvOptions(header, LinkColumn.DEFAULT));
  }

  /**
   * Link rows into a stream, which is flushed and not closed.
   *
   * @param name stands for the stream in messages
   */
  public static LinkSink links(OutputStream stream, String name, TsvOptions options) {
    return new RowSink(
        new StreamTarget(stream, name), TsvFormat.links(options.columns()), options.header());
  }

  /** Page records as TSV into a file that is made anew, with a header line. */
  public static LinkSink pages(Path file) {
    return pages(file, true);
  }

  /** Page records as TSV into a file that is made anew. */
  public static LinkSink pages(Path file, boolean header) {
    return new RowSink(new FileTarget(file), TsvFormat.pages(), header);
  }

  /**
   * Page records as TSV into a stream, which is flushed and not closed.
   *
   * @param name stands for the stream in messages
   */
  public static LinkSink pages(OutputStream stream, String name, boolean header) {
    return new RowSink(new StreamTarget(stream, name), TsvFormat.pages(), header);
  }
}
