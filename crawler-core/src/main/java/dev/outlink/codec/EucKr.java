package dev.outlink.codec;

/** EUC-KR as browsers have it, which is windows-949 (Encoding standard, 14.1). */
final class EucKr extends DoubleByte {

  private static final int ROW = 190;

  private final CodePointIndex index = CodePointIndex.read("euc-kr.txt", ROW);
  private final Lazy<PointerIndex> pointers = new Lazy<>(() -> new PointerIndex(index));

  @Override
  int single(int octet) {
    return octet > 0x80 && octet < 0xFF ? LEAD : NONE;
  }

  @Override
  int pair(int lead, int trail) {
    boolean valid = trail >= 0x41 && trail <= 0xFE;
    return valid ? index.codePoint((lead - 0x81) * ROW + trail - 0x41) : NONE;
  }

  @Override
  void encode(int codePoint, Receiver receiver) {
    int pointer = pointers.get().of(codePoint);
    if (pointer == PointerIndex.NONE) {
      receiver.unmappable(codePoint);
      return;
    }
    receiver.put(pointer / ROW + 0x81);
    receiver.put(pointer % ROW + 0x41);
  }
}
