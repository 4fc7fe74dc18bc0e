package dev.outlink.codec;

/** Shift_JIS as browsers have it, which is windows-31J (Encoding standard, 13.3). */
final class ShiftJis extends DoubleByte {

  private static final int ROW = 188;
  private static final int PRIVATE_FROM = 8836;
  private static final int PRIVATE_TO = 10715;

  /** NEC's copies of what IBM has too: decoded, not encoded. */
  private static final int NEC_FROM = 8272;

  private static final int NEC_TO = 8836;

  private final Lazy<PointerIndex> pointers =
      new Lazy<>(() -> new PointerIndex(Jis.index(), 0, NEC_FROM, NEC_TO, ""));

  @Override
  int single(int octet) {
    if (octet >= 0xA1 && octet <= 0xDF) {
      return 0xFF61 - 0xA1 + octet;
    }
    if (octet == 0x80) {
      return octet;
    }
    return octet != 0xA0 && octet <= 0xFC ? LEAD : NONE;
  }

  @Override
  int pair(int lead, int trail) {
    if (trail < 0x40 || trail > 0xFC || trail == 0x7F) {
      return NONE;
    }
    int pointer = (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * ROW + trail - (trail < 0x7F ? 0x40 : 0x41);
    if (pointer >= PRIVATE_FROM && pointer <= PRIVATE_TO) {
      return 0xE000 - PRIVATE_FROM + pointer;
    }
    return Jis.index().codePoint(pointer);
  }

  @Override
  void encode(int codePoint, Receiver receiver) {
    if (codePoint == 0x80) {
      receiver.put(0x80);
    } else if (codePoint == 0xA5) {
      receiver.put(0x5C);
    } else if (codePoint == 0x203E) {
      receiver.put(0x7E);
    } else if (Jis.isHalfWidth(codePoint)) {
      receiver.put(codePoint - 0xFF61 + 0xA1);
    } else {
      encodePair(codePoint, pointers.get().of(Jis.encoded(codePoint)), receiver);
    }
  }

  private static void encodePair(int codePoint, int pointer, Receiver receiver) {
    if (pointer == PointerIndex.NONE) {
      receiver.unmappable(Jis.encoded(codePoint));
      return;
    }
    int lead = pointer / ROW;
    int trail = pointer % ROW;
    receiver.put(lead + (lead < 0x1F ? 0x81 : 0xC1));
    receiver.put(trail + (trail < 0x3F ? 0x40 : 0x41));
  }
}
