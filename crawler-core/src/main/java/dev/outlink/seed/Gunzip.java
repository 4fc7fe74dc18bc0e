package dev.outlink.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks what is gzipped (RFC 1952), by its first two bytes. */
public final class Gunzip {
  private static final int BUFFER = 65_536;

  private Gunzip() {}

  /** The stream itself, or what it unpacks to. Reads one byte, or two. */
  public static InputStream ifGzipped(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return in;
    }
    PushbackInputStream whole = new Unhurried(in);
    if (first != 0x1f) {
      whole.unread(first);
      return whole;
    }
    int second = in.read();
    if (second >= 0) {
      whole.unread(second);
    }
    whole.unread(first);
    return second == 0x8b ? new GZIPInputStream(whole, BUFFER) : whole;
  }

  /**
   * Never says that nothing is available: GZIPInputStream takes a pipe that is empty at the moment
   * for the end, and would drop the members of a file that follow.
   */
  private static final class Unhurried extends PushbackInputStream {
    Unhurried(InputStream in) {
      super(in, 2);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
