package dev.outlink.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Splits UTF-8 text into lines in one fixed buffer. A line ends with LF, CR LF or CR, or with the
 * input. Of a line that is too long only the head is kept.
 */
public final class ByteLines implements Closeable {
  private static final int LONGEST = 65_536;
  private static final int HEAD = 8_192;

  private final InputStream in;
  private final byte[] bytes = new byte[2 * LONGEST];

  // The line: bytes[start, end). What is read and not yet split: bytes[next, limit).
  private int start;
  private int end;
  private int next;
  private int limit;
  private boolean tooLong;
  private boolean afterCr;
  private boolean ended;
  private long number;

  public ByteLines(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the byte order mark, if there is one; to be called once, before the first line.
   *
   * @throws IOException also where the mark says that the text is UTF-16
   */
  public void begin() throws IOException {
    do {
      fill(0, limit);
    } while (!ended && limit < 3 && mayBeMark(bytes[0]));
    if (startsWith(0xef, 0xbb, 0xbf)) {
      next = 3;
    } else if (startsWith(0xfe, 0xff) || startsWith(0xff, 0xfe)) {
      throw new IOException("the text is UTF-16; save it as UTF-8");
    }
  }

  private static boolean mayBeMark(byte first) {
    return first == (byte) 0xef || first == (byte) 0xfe || first == (byte) 0xff;
  }

  private boolean startsWith(int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i == limit || Byte.toUnsignedInt(bytes[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Goes on to the next line; false at the end of the input. */
  public boolean next() throws IOException {
    if (!dropLineFeed()) {
      return false;
    }
    start = next;
    tooLong = false;
    int at = next;
    while (true) {
      while (at < limit && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
      }
      int length = at - start;
      if (at < limit || ended) {
        endLine(at, length);
        return at < limit || length > 0;
      }
      tooLong |= length > LONGEST;
      int kept = tooLong ? HEAD : length;
      fill(start, kept);
      start = 0;
      at = kept;
    }
  }

  private void endLine(int at, int length) {
    tooLong |= length > LONGEST;
    end = tooLong ? start + HEAD : at;
    afterCr = at < limit && bytes[at] == '\r';
    next = Math.min(at + 1, limit);
    number++;
  }

  /** Skips the second half of a CR LF; false where nothing follows. */
  private boolean dropLineFeed() throws IOException {
    if (next == limit && !ended) {
      fill(0, 0);
      next = 0;
    }
    if (afterCr && next < limit && bytes[next] == '\n') {
      next++;
    }
    afterCr = false;
    return next < limit || !ended;
  }

  /** Reads on behind the bytes that are kept, which move to the front of the buffer. */
  private void fill(int from, int kept) throws IOException {
    System.arraycopy(bytes, from, bytes, 0, kept);
    int n = in.read(bytes, kept, bytes.length - kept);
    ended = n < 0;
    limit = kept + Math.max(n, 0);
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }

  /** Whether the line is longer than 65,536 bytes, so that only its head is kept. */
  public boolean tooLong() {
    return tooLong;
  }

  /** The line without the white space around it; what is no UTF-8 is replaced by U+FFFD. */
  public String text() {
    int from = start;
    int to = end;
    while (from < to && isSpace(bytes[from])) {
      from++;
    }
    while (from < to && isSpace(bytes[to - 1])) {
      to--;
    }
    if (from == to) {
      return "";
    }
    String text = new String(bytes, from, to - from, UTF_8);
    return bytes[from] < 0 || bytes[to - 1] < 0 ? strip(text) : text;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /** Drops the white space of Unicode too, with what text copied from elsewhere often ends in. */
  private static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff';
  }
}
