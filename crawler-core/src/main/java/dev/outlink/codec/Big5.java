package dev.outlink.codec;

/**
 * Big5 (Encoding standard, 12.1): decodes the Hong Kong supplement too, and does not encode it.
 * Confined to no thread; its reverse index is made when a query first needs it.
 */
final class Big5 extends DoubleByte {

  private static final int ROW = 157;
  private static final int FIRST_TO_ENCODE = (0xA1 - 0x81) * ROW;
  private static final String LAST_POINTER_OF = "\u2550\u255E\u2561\u256A\u5341\u5345";

  private final CodePointIndex index = CodePointIndex.read("big5.txt", ROW);
  private final Lazy<PointerIndex> pointers =
      new Lazy<>(() -> new PointerIndex(index, FIRST_TO_ENCODE, 0, 0, LAST_POINTER_OF));

  @Override
  int single(int octet) {
    return octet > 0x80 && octet < 0xFF ? LEAD : NONE;
  }

  @Override
  int pair(int lead, int trail) {
    if (trail < 0x40 || trail > 0xFE || (trail > 0x7E && trail < 0xA1)) {
      return NONE;
    }
    int pointer = (lead - 0x81) * ROW + trail - (trail < 0x7F ? 0x40 : 0x62);
    return switch (pointer) {
      case 1133 -> two('\u00CA', '\u0304');
      case 1135 -> two('\u00CA', '\u030C');
      case 1164 -> two('\u00EA', '\u0304');
      case 1166 -> two('\u00EA', '\u030C');
      default -> index.codePoint(pointer);
    };
  }

  @Override
  void encode(int codePoint, Receiver receiver) {
    int pointer = pointers.get().of(codePoint);
    if (pointer == PointerIndex.NONE) {
      receiver.unmappable(codePoint);
      return;
    }
    int trail = pointer % ROW;
    receiver.put(pointer / ROW + 0x81);
    receiver.put(trail + (trail < 0x3F ? 0x40 : 0x62));
  }
}
