package dev.outlink.cli.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a WARC file (ISO 28500), one after the other: {@link #next}, its block, {@link
 * #end}. Lines end with CR LF or LF. Blank lines and a byte order mark before a record, and any
 * number of line ends behind it, do not count. Confined to one thread.
 */
public final class WarcRecords {

  /** What a record begins with. */
  static final String MAGIC = "WARC/";

  private static final int LONGEST_HEAD = 1 << 20;
  private static final int[] MARK = {0xef, 0xbb, 0xbf};

  private final WarcMembers members;
  private boolean memberIsOpen;
  private boolean isAtStart;
  private boolean isFirstOfMember;
  private long offset;
  private long left;

  // Unpacked bytes of the member: bytes[next, limit).
  private final byte[] bytes = new byte[1 << 16];
  private int next;
  private int limit;

  public WarcRecords(InputStream in) throws IOException {
    members = WarcMembers.of(in);
  }

  static boolean isBlank(int b) {
    return b == '\r' || b == '\n' || b == ' ' || b == '\t';
  }

  /** Where in the file the record begins; where it is packed, its member. */
  public long offset() {
    return offset;
  }

  /**
   * The head of the next record, whose block then can be read; null at the end of the file.
   *
   * @throws IOException if there is no record; {@link #recover} may find another
   */
  public @Nullable WarcHead next() throws IOException {
    left = 0;
    skipBlank();
    while (peek() < 0) {
      try {
        if (!openNext(true)) {
          return null;
        }
      } finally {
        offset = place();
      }
      skipBlank();
    }
    offset = place();
    isFirstOfMember = isAtStart;
    isAtStart = false;
    if (!isMagic()) {
      throw new IOException("no WARC record begins here");
    }
    WarcHead head = WarcHead.of(lines());
    left = head.length();
    return head;
  }

  private long place() {
    return members.isPacked() ? members.start() : members.position() - (limit - next);
  }

  private boolean openNext(boolean isRecord) throws IOException {
    memberIsOpen = members.next(isRecord);
    isAtStart = memberIsOpen;
    return memberIsOpen;
  }

  /** Passes over blank lines and marks, and says how many lines that were. */
  private int skipBlank() throws IOException {
    int ends = 0;
    int matched = 0;
    while (true) {
      int b = peek();
      if (matched < MARK.length && b == MARK[matched]) {
        matched = (matched + 1) % MARK.length;
      } else if (matched != 0 || !isBlank(b)) {
        return ends;
      }
      ends += b == '\n' ? 1 : 0;
      next++;
    }
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int length = 0; length < LONGEST_HEAD; length++) {
      int b = read();
      if (b < 0) {
        throw cutOff();
      }
      if (b != '\n') {
        line.write(b);
        continue;
      }
      String text = line.toString(UTF_8);
      text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      if (text.isEmpty()) {
        return lines;
      }
      lines.add(text);
      line.reset();
    }
    throw new IOException("its head is longer than 1 MiB");
  }

  private static EOFException cutOff() {
    return new EOFException("the file ends within it");
  }

  /** The record's block, from where it was left off; not closed with anything. */
  public InputStream block() {
    return new Block();
  }

  /** Bytes of the block that were not read. */
  long left() {
    return left;
  }

  /**
   * Reads on to the record's end.
   *
   * @throws IOException if the file ends before, or what follows shows that it ends elsewhere
   */
  public void end() throws IOException {
    while (left > 0) {
      if (peekOn() < 0) {
        throw cutOff();
      }
      int count = (int) Math.min(left, limit - next);
      next += count;
      left -= count;
    }
    // Behind two line ends it may as well be the next record that is damaged.
    if (skipBlank() < 2 && !isMagic()) {
      throw new IOException("its Content-Length is wrong: no record begins behind it");
    }
  }

  /** Looks for a record behind what is damaged; false where there is none. */
  public boolean recover() {
    left = 0;
    try {
      if ((!members.isPacked() || !isFirstOfMember) && recoverWithin()) {
        return true;
      }
    } catch (IOException e) {
      // Of a damaged member nothing more can be read.
    }
    try {
      next = limit;
      memberIsOpen = members.recover();
      isAtStart = memberIsOpen;
      return memberIsOpen;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean recoverWithin() throws IOException {
    int last = -1;
    while (peek() >= 0) {
      int version = peekAt(MAGIC.length());
      if (last == '\n' && isMagic() && version >= '0' && version <= '9') {
        return true;
      }
      last = peek();
      next++;
    }
    return false;
  }

  /** Whether what a record begins with is next, or the beginning of that and then the end. */
  private boolean isMagic() throws IOException {
    for (int i = 0; i < MAGIC.length() && peekAt(i) >= 0; i++) {
      if (peekAt(i) != MAGIC.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The next byte of this member, or -1 at its end. */
  private int peek() throws IOException {
    return peekAt(0);
  }

  /** A byte a few further on. */
  private int peekAt(int distance) throws IOException {
    while (limit - next <= distance) {
      if (!memberIsOpen) {
        return -1;
      }
      System.arraycopy(bytes, next, bytes, 0, limit - next);
      limit -= next;
      next = 0;
      int count = members.read(bytes, limit, bytes.length - limit);
      if (count < 0) {
        return -1;
      }
      limit += count;
    }
    return Byte.toUnsignedInt(bytes[next + distance]);
  }

  /** The next byte of this member or of one that follows, or -1 at the end of the file. */
  private int peekOn() throws IOException {
    int b = peek();
    while (b < 0 && openNext(false)) {
      b = peek();
    }
    return b;
  }

  private int read() throws IOException {
    int b = peekOn();
    next += b < 0 ? 0 : 1;
    return b;
  }

  private final class Block extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      if (peekOn() < 0) {
        throw cutOff();
      }
      int count = (int) Math.min(Math.min(length, left), limit - next);
      System.arraycopy(bytes, next, target, from, count);
      next += count;
      left -= count;
      return count;
    }
  }
}
