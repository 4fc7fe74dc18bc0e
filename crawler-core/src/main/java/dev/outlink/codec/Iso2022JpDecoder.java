package dev.outlink.codec;

import org.jspecify.annotations.Nullable;

/** One decoding of ISO-2022-JP: the state machine of the Encoding standard, 13.2.1. */
final class Iso2022JpDecoder {

  private static final int ESCAPE = 0x1B;

  private enum State {
    ASCII,
    ROMAN,
    KATAKANA,
    LEAD
  }

  // set once
  private final byte[] in;
  private final int to;
  private final char[] out;

  // confined to the one call
  private State state = State.ASCII;

  /** True right after an escape sequence: a second one at once is an error. */
  private boolean escaped;

  private int n;

  Iso2022JpDecoder(byte[] in, int to, char[] out) {
    this.in = in;
    this.to = to;
    this.out = out;
  }

  int decode(int from) {
    int i = from;
    while (i < to) {
      int octet = in[i++] & 0xFF;
      if (octet == ESCAPE) {
        i = escape(i);
      } else if (state == State.LEAD) {
        i = pair(octet, i);
      } else {
        escaped = false;
        put(single(octet));
      }
    }
    return n;
  }

  /** Reads what follows an escape byte; where it is no known sequence, it stays to be read. */
  private int escape(int i) {
    State next = i + 1 < to ? designated(in[i], in[i + 1]) : null;
    if (next == null) {
      escaped = false;
      put(CodePointIndex.NONE);
      return i;
    }
    state = next;
    if (escaped) {
      put(CodePointIndex.NONE);
    }
    escaped = true;
    return i + 2;
  }

  private static @Nullable State designated(int first, int second) {
    if (first == '(') {
      return switch (second) {
        case 'B' -> State.ASCII;
        case 'J' -> State.ROMAN;
        case 'I' -> State.KATAKANA;
        default -> null;
      };
    }
    return first == '$' && (second == '@' || second == 'B') ? State.LEAD : null;
  }

  private int pair(int lead, int i) {
    escaped = false;
    if (!isJis(lead) || i == to) {
      put(CodePointIndex.NONE);
      return i;
    }
    int trail = in[i] & 0xFF;
    if (trail == ESCAPE) {
      put(CodePointIndex.NONE);
      return i;
    }
    put(
        isJis(trail)
            ? Jis.index().codePoint((lead - 0x21) * Jis.ROW + trail - 0x21)
            : CodePointIndex.NONE);
    return i + 1;
  }

  private static boolean isJis(int octet) {
    return octet >= 0x21 && octet <= 0x7E;
  }

  private int single(int octet) {
    if (state == State.KATAKANA) {
      return octet >= 0x21 && octet <= 0x5F ? 0xFF61 - 0x21 + octet : CodePointIndex.NONE;
    }
    if (octet > 0x7F || octet == 0x0E || octet == 0x0F) {
      return CodePointIndex.NONE;
    }
    if (state == State.ROMAN && octet == 0x5C) {
      return 0xA5;
    }
    return state == State.ROMAN && octet == 0x7E ? 0x203E : octet;
  }

  private void put(int codePoint) {
    out[n++] = codePoint == CodePointIndex.NONE ? Decoder.REPLACEMENT : (char) codePoint;
  }
}
