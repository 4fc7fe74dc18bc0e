package dev.outlink.codec;

/**
 * gb18030 as of 2022, and GBK, which is decoded as gb18030 (Encoding standard, 10.1 and 10.2). Two
 * bytes by an index; four bytes for the rest of Unicode, most of it by ranges.
 */
final class Gb18030 extends Codec {

  private static final int ROW = 190;

  private final boolean gbk;
  private final Lazy<PointerIndex> pointers = new Lazy<>(() -> new PointerIndex(Tables.INDEX));

  Gb18030(boolean gbk) {
    this.gbk = gbk;
  }

  /** Shared by both encodings. */
  private static final class Tables {
    static final CodePointIndex INDEX = CodePointIndex.read("gb18030.txt", ROW);
    static final GbRanges RANGES = GbRanges.read("gb18030-ranges.txt");

    /** Private use characters of older editions, encoded as what their pairs stood for then. */
    static final String OLD =
        "\uE78D\uE78E\uE78F\uE790\uE791\uE792\uE793\uE794\uE795\uE796"
            + "\uE81E\uE826\uE82B\uE82C\uE832\uE843\uE854\uE864";

    static final String OLD_PAIRS =
        "\uA6D9\uA6DA\uA6DB\uA6DC\uA6DD\uA6DE\uA6DF\uA6EC\uA6ED\uA6F3"
            + "\uFE59\uFE61\uFE66\uFE67\uFE6D\uFE7E\uFE90\uFEA0";
  }

  @Override
  public int decode(byte[] in, int from, int to, char[] out) {
    int n = 0;
    int i = from;
    while (i < to) {
      int octet = in[i++];
      if (octet >= 0) {
        out[n++] = (char) octet;
        continue;
      }
      int first = octet & 0xFF;
      int codePoint = CodePointIndex.NONE;
      if (first == 0x80) {
        codePoint = 0x20AC;
      } else if (first < 0xFF && i < to) {
        int second = in[i] & 0xFF;
        if (second >= 0x30 && second <= 0x39) {
          int length = fourLength(in, i, to);
          codePoint = length == 3 ? four(first, in, i) : CodePointIndex.NONE;
          i += length;
        } else {
          codePoint = pair(first, second);
          i += codePoint != CodePointIndex.NONE || second >= 0x80 ? 1 : 0;
        }
      }
      n = CodePointIndex.append(codePoint == CodePointIndex.NONE ? REPLACEMENT : codePoint, out, n);
    }
    return n;
  }

  /**
   * How many bytes after the first belong to a sequence of four whose second is at {@code i}:
   * three; none where another byte stands where it should not; what is left where the input ends.
   */
  private static int fourLength(byte[] in, int i, int to) {
    if (i + 1 < to && ((in[i + 1] & 0xFF) < 0x81 || (in[i + 1] & 0xFF) == 0xFF)) {
      return 0;
    }
    if (i + 2 < to && (in[i + 2] < 0x30 || in[i + 2] > 0x39)) {
      return 0;
    }
    return Math.min(3, to - i);
  }

  private static int four(int first, byte[] in, int i) {
    int pointer = (first - 0x81) * 10 + in[i] - 0x30;
    pointer = (pointer * 126 + (in[i + 1] & 0xFF) - 0x81) * 10 + in[i + 2] - 0x30;
    return Tables.RANGES.codePoint(pointer);
  }

  private static int pair(int lead, int trail) {
    if (trail < 0x40 || trail == 0x7F || trail == 0xFF) {
      return CodePointIndex.NONE;
    }
    int offset = trail < 0x7F ? 0x40 : 0x41;
    return Tables.INDEX.codePoint((lead - 0x81) * ROW + trail - offset);
  }

  @Override
  void encode(int codePoint, Receiver receiver) {
    int old = Tables.OLD.indexOf(codePoint);
    int pointer = pointers.get().of(codePoint);
    if (codePoint == 0xE5E5) {
      receiver.unmappable(codePoint);
    } else if (gbk && codePoint == 0x20AC) {
      receiver.put(0x80);
    } else if (old >= 0) {
      receiver.put(Tables.OLD_PAIRS.charAt(old) >> 8);
      receiver.put(Tables.OLD_PAIRS.charAt(old) & 0xFF);
    } else if (pointer != PointerIndex.NONE) {
      int trail = pointer % ROW;
      receiver.put(pointer / ROW + 0x81);
      receiver.put(trail + (trail < 0x3F ? 0x40 : 0x41));
    } else if (gbk) {
      receiver.unmappable(codePoint);
    } else {
      encodeFour(Tables.RANGES.pointer(codePoint), receiver);
    }
  }

  private static void encodeFour(int pointer, Receiver receiver) {
    receiver.put(pointer / (10 * 126 * 10) + 0x81);
    receiver.put(pointer / (10 * 126) % 10 + 0x30);
    receiver.put(pointer / 10 % 126 + 0x81);
    receiver.put(pointer % 10 + 0x30);
  }
}
