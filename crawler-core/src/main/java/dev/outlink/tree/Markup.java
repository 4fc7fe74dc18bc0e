package dev.outlink.tree;

import dev.outlink.link.PageBound;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What the markup of a document may come to, counted before it is parsed: an upper bound, whatever
 * stands in it. Each {@code <} counts as the tag that it would begin, also within comments, scripts
 * and quotes, since a parser may take it for one. Where a bound is met the document ends.
 *
 * <p>One pass, which tags in tags may lengthen to four; some nanoseconds for a character of a tag,
 * about one for others.
 */
final class Markup {

  /** The longest document that is not counted: it cannot come to much. */
  static final int SHORT = 1 << 16;

  /** Attributes of a tag that a parser keeps (jsoup's own limit). */
  static final int KEPT_ATTRIBUTES = 512;

  /** Comparisons of attributes with one another: about half a second. */
  private static final long MOST_COMPARISONS = 1L << 28;

  /** All attributes, also those that no parser keeps: one to two seconds. */
  private static final int MOST_ATTRIBUTES = 1_500_000;

  /** Formatting elements that stay open are compared with up to so many before them. */
  private static final int MOST_FORMATTING = 512;

  /** What an element takes with a text in it, a text or comment alone, and an attribute. */
  private static final int ELEMENT_BYTES = 160;

  private static final int TEXT_BYTES = 72;
  private static final int ATTRIBUTE_BYTES = 96;

  /** What their places take, where these are told. */
  private static final int PLACE_BYTES = 200;

  /** What the place of an attribute takes, four numbers, in an array that may be twice as large. */
  static final int ATTRIBUTE_PLACE_BYTES = 32;

  /** About what a character of a short document takes. */
  private static final int SHORT_FACTOR = 16;

  /** Eight octets, the first one the lowest. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;

  /** That of a document of which no part may be read. */
  static final Markup TOO_LARGE = tooLarge();

  private final byte[] text;
  private final int length;

  private int end;
  private @Nullable PageBound cut;
  private int tags;
  private long attributes;
  private long bytes;
  private long comparisons;
  private int formatting;
  private int mostOfFormatting;

  /** Where the last name ended that was looked at: whatever is before it is behind us, or in it. */
  private int nameEnd;

  /** Characters that may still be looked at for attributes. */
  private long left;

  private Markup(byte[] text, int length) {
    this.text = text;
    this.length = length;
    this.end = length;
    this.left = 4L * length;
  }

  /**
   * Counts.
   *
   * @param text the document in an encoding that has ASCII as it is
   * @param places whether places in the document are told
   * @param mostBytes what its tree may hold
   */
  static Markup of(byte[] text, int length, boolean places, long mostBytes) {
    Markup markup = new Markup(text, length);
    if (length <= SHORT) {
      markup.bytes = (long) SHORT_FACTOR * length;
      markup.tags = length / 3;
    } else {
      markup.count(places ? PLACE_BYTES : 0, mostBytes);
    }
    return markup;
  }

  private static Markup tooLarge() {
    Markup markup = new Markup(new byte[0], 0);
    markup.cut = PageBound.MEMORY;
    return markup;
  }

  /** Whether it was too short to be counted. */
  boolean isShort() {
    return length <= SHORT;
  }

  /** How many bytes of the document are within the bounds. */
  int end() {
    return end;
  }

  /** The bound that ends it, or null where all is within. */
  @Nullable PageBound cut() {
    return cut;
  }

  /** Tags, comments and declarations. */
  int tags() {
    return tags;
  }

  /** What the tree holds, but for elements that a parser opens again. */
  long bytes() {
    return bytes;
  }

  /**
   * The most attributes of an element that a parser may open again. A short document is counted for
   * that when it is asked.
   */
  int mostOfFormatting() {
    if (isShort()) {
      Markup counted = new Markup(text, length);
      counted.count(0, Long.MAX_VALUE);
      return counted.mostOfFormatting;
    }
    return mostOfFormatting;
  }

  private void count(int placeBytes, long mostBytes) {
    int last = 0;
    for (int at = indexOf('<', 0, length); at < length; at = indexOf('<', at + 1, length)) {
      tags++;
      bytes += at - last;
      last = at;
      int c = at + 1 < length ? text[at + 1] | 0x20 : 0;
      if (c >= 'a' && c <= 'z') {
        bytes += ELEMENT_BYTES + placeBytes;
        startTag(
            at + 1, placeBytes > 0 ? ATTRIBUTE_BYTES + ATTRIBUTE_PLACE_BYTES : ATTRIBUTE_BYTES);
      } else {
        bytes += TEXT_BYTES + placeBytes;
      }
      if (comparisons > MOST_COMPARISONS || attributes > MOST_ATTRIBUTES) {
        cut = PageBound.ATTRIBUTES;
      } else if (bytes > mostBytes) {
        cut = PageBound.MEMORY;
      }
      if (cut != null) {
        end = at;
        return;
      }
    }
    bytes += length - last;
  }

  private void startTag(int name, int attributeBytes) {
    int afterName = tagName(name);
    if (afterName == length || text[afterName] == '>') {
      return;
    }
    int all = attributes(afterName, (int) Math.min(length, afterName + left));
    if (all == 0) {
      return;
    }
    int kept = Math.min(all, KEPT_ATTRIBUTES);
    attributes += all;
    bytes += (long) attributeBytes * kept;
    long square = (long) kept * kept;
    comparisons += square;
    if (isFormatting(name, afterName - name)) {
      formatting = Math.min(formatting + 1, MOST_FORMATTING);
      mostOfFormatting = Math.max(mostOfFormatting, kept);
      comparisons += square * formatting;
    }
  }

  /**
   * How many attributes a tag has (HTML standard, 13.2.5.32 to 40).
   *
   * @param stop where the search ends; short of the document's end, there may be any number
   */
  private int attributes(int afterName, int stop) {
    byte[] octets = text;
    int at = afterName;
    int count = 0;
    while (at < stop && octets[at] != '>') {
      if (isSpace(octets[at]) || octets[at] == '/') {
        at++;
      } else {
        count++;
        at = value(attributeName(at + 1, stop), stop);
      }
    }
    left -= at - afterName;
    return at == stop && stop < length ? Math.max(count, KEPT_ATTRIBUTES) : count;
  }

  /** The end of a name. A {@code <} does not end it, so names may lie in names, and end as they. */
  private int tagName(int from) {
    byte[] octets = text;
    int at = Math.max(from, nameEnd);
    while (at < length && !endsName(octets[at])) {
      at++;
    }
    nameEnd = at;
    return at;
  }

  private int attributeName(int from, int stop) {
    byte[] octets = text;
    int at = from;
    while (at < stop && octets[at] != '=' && !endsName(octets[at])) {
      at++;
    }
    return at;
  }

  /** Behind the value, where there is one. */
  private int value(int afterName, int stop) {
    byte[] octets = text;
    int at = skipSpace(afterName, stop);
    if (at >= stop || octets[at] != '=') {
      return at;
    }
    at = skipSpace(at + 1, stop);
    if (at >= stop) {
      return stop;
    }
    byte quote = octets[at];
    if (quote == '"' || quote == '\'') {
      return Math.min(indexOf(quote, at + 1, stop) + 1, stop);
    }
    while (at < stop && octets[at] != '>' && !isSpace(octets[at])) {
      at++;
    }
    return at;
  }

  private int skipSpace(int from, int stop) {
    int at = from;
    while (at < stop && isSpace(text[at])) {
      at++;
    }
    return at;
  }

  /** Where an ASCII character is next, or {@code to}: eight octets at a time. */
  private int indexOf(int c, int from, int to) {
    byte[] octets = text;
    long wanted = ONES * c;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long others = (long) EIGHT.get(octets, at) ^ wanted;
      long found = others - ONES & ~others & HIGH_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < to && octets[at] != c) {
      at++;
    }
    return Math.min(at, to);
  }

  private static boolean isSpace(byte c) {
    return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f');
  }

  private static boolean endsName(byte c) {
    return c <= '>' && (c == '>' || c == '/' || isSpace(c));
  }

  /** Those that stay in a parser's list; of {@code a} there is one only. */
  private boolean isFormatting(int name, int nameLength) {
    return switch (text[name] | 0x20) {
      case 'b', 'i', 's', 'u' ->
          nameLength == 1 || is(name, nameLength, "big", "small", "strike", "strong");
      case 'c', 'e', 'f', 'n', 't' -> is(name, nameLength, "code", "em", "font", "nobr", "tt");
      default -> false;
    };
  }

  private boolean is(int name, int nameLength, String... names) {
    for (String each : names) {
      if (each.length() == nameLength) {
        int i = 0;
        while (i < nameLength && (text[name + i] | 0x20) == each.charAt(i)) {
          i++;
        }
        if (i == nameLength) {
          return true;
        }
      }
    }
    return false;
  }
}
