package dev.outlink.tree;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The text of a document, which may be ended, and whose tags are counted. Confined to one thread.
 */
final class BoundedText extends Reader {

  private final Reader in;
  private final @Nullable Runnable beforeRead;
  private final boolean endTagsOnly;
  private boolean afterOpen;
  private boolean ended;
  private long characters;
  private int tags;

  /**
   * All of a text.
   *
   * @param endTagsOnly whether of tags only {@code </} counts
   * @param beforeRead run before each read; it may end the text. Null where tags are not counted
   */
  BoundedText(Reader in, boolean endTagsOnly, @Nullable Runnable beforeRead) {
    this.endTagsOnly = endTagsOnly;
    this.in = in;
    this.beforeRead = beforeRead;
  }

  /** The text ends here, but for what was read of it. */
  void end() {
    ended = true;
  }

  /** How many were read. */
  long characters() {
    return characters;
  }

  /** How many tags were read since the last call. */
  int takeTags() {
    int read = tags;
    tags = 0;
    return read;
  }

  @Override
  public int read(char[] out, int offset, int most) throws IOException {
    if (beforeRead != null) {
      beforeRead.run();
    }
    int read = ended ? -1 : in.read(out, offset, most);
    if (read > 0 && beforeRead != null) {
      characters += read;
      for (int i = offset; i < offset + read; i++) {
        if (endTagsOnly ? afterOpen && out[i] == '/' : out[i] == '<') {
          tags++;
        }
        afterOpen = out[i] == '<';
      }
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
