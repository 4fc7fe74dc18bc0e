package dev.outlink.tree;

import java.io.IOException;
import java.io.Reader;

/**
 * The text of a document as far as the first tag with a name that is too long, within which it
 * ends; a parser drops a tag that does not end. Confined to one thread.
 */
public final class TagNameLimit extends Reader {

  private enum State {
    /** In no tag's name. */
    OUTSIDE,
    /** Behind {@code <}. */
    OPEN,
    /** Behind {@code </}. */
    SLASH,
    /** In what looks like a tag's name; it may be in a script, too. */
    NAME
  }

  private final Reader in;
  private final int longest;
  private final boolean isNeeded;
  private State state = State.OUTSIDE;

  /** Characters from {@code <} on, in a name. */
  private int length;

  private boolean cut;

  /**
   * A limit to what a reader gives.
   *
   * @param longest most characters of a tag up to the end of its name
   * @param isNeeded whether there may be a longer one; else all passes
   */
  TagNameLimit(Reader in, int longest, boolean isNeeded) {
    this.in = in;
    this.longest = longest;
    this.isNeeded = isNeeded;
  }

  /**
   * Whether so many bytes of a document in UTF-8 stand together without the end of a tag or white
   * space. Looks at few of them, from back to front.
   */
  static boolean isNeeded(byte[] body, int length, int longest) {
    int from = 0;
    while (from + longest <= length) {
      int last = from + longest - 1;
      while (last >= from && !endsTag((char) (body[last] & 0xFF))) {
        last--;
      }
      if (last < from) {
        return true;
      }
      from = last + 1;
    }
    return false;
  }

  /** Whether the text ended before its end. */
  boolean isCut() {
    return cut;
  }

  @Override
  public int read(char[] out, int offset, int most) throws IOException {
    if (!isNeeded) {
      return in.read(out, offset, most);
    }
    int read = cut ? -1 : in.read(out, offset, most);
    for (int i = offset; i < offset + read; i++) {
      state = next(out[i]);
      if (length > longest) {
        cut = true;
        return i > offset ? i - offset : -1;
      }
    }
    return read;
  }

  private static boolean endsTag(char c) {
    return c == '>' || (c <= ' ' && c != 0);
  }

  /** The state behind one more character (HTML standard, 13.2.5.6 to 8). */
  private State next(char c) {
    if (state == State.NAME) {
      length++;
      return c == '/' || endsTag(c) ? outside() : State.NAME;
    }
    if (c == '<') {
      return State.OPEN;
    }
    boolean isLetter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (isLetter && state != State.OUTSIDE) {
      length = state == State.OPEN ? 2 : 3;
      return State.NAME;
    }
    return c == '/' && state == State.OPEN ? State.SLASH : State.OUTSIDE;
  }

  private State outside() {
    length = 0;
    return State.OUTSIDE;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
