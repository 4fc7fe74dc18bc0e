package dev.outlink.codec;

import dev.outlink.url.QueryEncoding.Receiver;

/** One encoding to ISO-2022-JP (Encoding standard, 13.2.2): ends in ASCII, as it began. */
final class Iso2022JpEncoder {

  private enum State {
    ASCII('(', 'B'),
    ROMAN('(', 'J'),
    JIS_0208('$', 'B');

    private final char first;
    private final char second;

    State(char first, char second) {
      this.first = first;
      this.second = second;
    }
  }

  private final Receiver receiver;

  // confined to the one call
  private State state = State.ASCII;

  Iso2022JpEncoder(Receiver receiver) {
    this.receiver = receiver;
  }

  void encode(CharSequence query) {
    int i = 0;
    while (i < query.length()) {
      int codePoint = Codec.scalarAt(query, i);
      encode(codePoint);
      i += Character.charCount(codePoint);
    }
    enter(State.ASCII);
  }

  private void encode(int codePoint) {
    if (codePoint < 0x80) {
      encodeAscii(codePoint);
    } else if (codePoint == 0xA5 || codePoint == 0x203E) {
      enter(State.ROMAN);
      receiver.put(codePoint == 0xA5 ? 0x5C : 0x7E);
    } else if (Jis.isHalfWidth(codePoint)) {
      encodePair(Jis.fullWidth(codePoint));
    } else {
      encodePair(Jis.encoded(codePoint));
    }
  }

  private void encodeAscii(int c) {
    boolean differsInRoman = c == 0x5C || c == 0x7E;
    boolean control = c == 0x0E || c == 0x0F || c == 0x1B;
    if (state != State.ROMAN || differsInRoman) {
      // A control that is not encoded leaves JIS X 0208 all the same, and stays in Roman.
      enter(State.ASCII);
    }
    if (control) {
      receiver.unmappable(Decoder.REPLACEMENT);
    } else {
      receiver.put(c);
    }
  }

  private void encodePair(int codePoint) {
    int pointer = Jis.pointers().of(codePoint);
    if (pointer == PointerIndex.NONE) {
      if (state == State.JIS_0208) {
        enter(State.ASCII);
      }
      receiver.unmappable(codePoint);
      return;
    }
    enter(State.JIS_0208);
    receiver.put(pointer / Jis.ROW + 0x21);
    receiver.put(pointer % Jis.ROW + 0x21);
  }

  private void enter(State next) {
    if (state != next) {
      state = next;
      receiver.put(0x1B);
      receiver.put(next.first);
      receiver.put(next.second);
    }
  }
}
