package dev.outlink.robots;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a robots.txt. They end with LF, CR or CRLF. The text is read as octets, so it need
 * not be valid UTF-8; a UTF-8 byte order mark is skipped also where it is not whole. A text with
 * the byte order mark of UTF-16 is decoded. Octets of zero do not count, which also makes UTF-16
 * without a mark readable. Of a longer line the first {@link #MAX_LINE} octets count.
 */
final class RobotsText {

  /** As in Google's parser: eight times the longest URL that Internet Explorer took, less one. */
  static final int MAX_LINE = 8 * 2083 - 1;

  private static final int[] MARK = {0xEF, 0xBB, 0xBF};

  private final byte[] bytes;
  private final int end;
  private int next;
  private int number;

  RobotsText(byte[] body, int length) {
    int kept = Math.min(length, RobotsPolicy.MAX_BYTES);
    Charset charset = utf16(body, kept);
    bytes = charset == null ? body : new String(body, 2, kept - 2, charset).getBytes(UTF_8);
    int all = charset == null ? kept : bytes.length;
    end = length < RobotsPolicy.MAX_BYTES ? all : lastLineEnd(bytes, all);
    while (next < Math.min(end, MARK.length) && (bytes[next] & 0xFF) == MARK[next]) {
      next++;
    }
  }

  /** The next line that has a meaning, or null at the end. */
  @Nullable RobotsLine next() {
    while (next < end) {
      number++;
      RobotsLine line = RobotsLine.parse(number, line());
      if (line != null) {
        return line;
      }
    }
    return null;
  }

  private String line() {
    int start = next;
    while (next < end && bytes[next] != '\n' && bytes[next] != '\r') {
      next++;
    }
    String line = octets(start, next);
    boolean two = next + 1 < end && bytes[next] == '\r' && bytes[next + 1] == '\n';
    next += two ? 2 : 1;
    return line;
  }

  private String octets(int start, int stop) {
    int zeros = 0;
    for (int i = start; i < stop; i++) {
      zeros += bytes[i] == 0 ? 1 : 0;
    }
    if (zeros == 0) {
      return new String(bytes, start, Math.min(stop - start, MAX_LINE), ISO_8859_1);
    }
    byte[] kept = new byte[stop - start - zeros];
    int length = 0;
    for (int i = start; i < stop; i++) {
      if (bytes[i] != 0) {
        kept[length++] = bytes[i];
      }
    }
    return new String(kept, 0, Math.min(length, MAX_LINE), ISO_8859_1);
  }

  private static @Nullable Charset utf16(byte[] body, int length) {
    if (length < 2) {
      return null;
    }
    int mark = (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
    return mark == 0xFEFF ? UTF_16BE : mark == 0xFFFE ? UTF_16LE : null;
  }

  private static int lastLineEnd(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] != '\n' && bytes[end - 1] != '\r') {
      end--;
    }
    return end;
  }
}
