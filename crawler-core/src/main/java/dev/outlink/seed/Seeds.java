package dev.outlink.seed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** An input of URLs, opened once per crawl. */
@FunctionalInterface
public interface Seeds {

  /**
   * Starts reading.
   *
   * @throws IOException if the input cannot be opened; the message names it
   */
  SeedReader open() throws IOException;

  /**
   * The same input, whose bare domains ({@code example.org}, {@code example.org:8080/path}, {@code
   * //example.org}) are URLs of this scheme; without it they are {@link Seed.Invalid}. An input of
   * one's own is left as it is.
   *
   * @param scheme {@code http} or {@code https}
   * @throws IllegalArgumentException if it is neither
   */
  default Seeds withDefaultScheme(String scheme) {
    return this;
  }

  /**
   * The lines of a text file: one URL a line; blank lines and lines that begin with {@code #} are
   * left out. Of a line with columns, which tabs separate, the first one is the URL, and white
   * space before a {@code #} begins a comment; docs/formats.md has the rules.
   *
   * <p>The text is UTF-8, with or without a byte order mark, and may be gzipped, whatever the
   * file's name. A line ends with LF, CR LF or CR; the last one need not end. White space around a
   * URL does not count. A line that is no URL or is longer than 65,536 bytes becomes a {@link
   * Seed.Invalid}. UTF-16 is refused with an {@link IOException}.
   */
  static Seeds lines(Path file) {
    return new FileSeeds(file, SeedText.PLAIN);
  }

  /**
   * The lines of a stream, in the form that {@link #lines(Path)} reads; {@code name} stands for it
   * in messages. Nothing is read before the first {@link SeedReader#next()}. The reader closes the
   * stream, so the input can be opened once only.
   */
  static Seeds lines(InputStream input, String name) {
    return new StreamSeeds(input, name, SeedText.PLAIN);
  }

  /** URLs given one by one, such as arguments. None is left out: a blank one is invalid. */
  static Seeds of(List<String> urls) {
    return new ListSeeds(List.copyOf(urls), SeedText.PLAIN);
  }

  /**
   * URLs of any kind of collection, read one by one as the crawl goes on; its iterator is used on
   * the crawl's reading thread, and may block or be endless.
   */
  static Seeds from(Iterable<String> urls) {
    return new IterableSeeds(urls::iterator, SeedText.PLAIN);
  }

  /** The URLs of a stream, which can be opened once only and is the caller's to close. */
  static Seeds from(Stream<String> urls) {
    return new IterableSeeds(urls::iterator, SeedText.PLAIN);
  }

  /** The URLs of a publisher, which is asked for no more than 64 ahead of the crawl. */
  static Seeds from(Flow.Publisher<String> urls) {
    return new PublishedSeeds(Objects.requireNonNull(urls), SeedText.PLAIN);
  }

  /**
   * Several inputs, one after the other. Each is opened when its turn comes, so no more than one is
   * open at a time; files that cannot be read are found out at the start.
   */
  static Seeds concat(List<Seeds> inputs) {
    return new ConcatSeeds(List.copyOf(inputs));
  }
}
