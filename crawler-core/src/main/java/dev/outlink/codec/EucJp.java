package dev.outlink.codec;

/** EUC-JP (Encoding standard, 13.1): decodes JIS X 0212 too, and does not encode it. */
final class EucJp extends Codec {

  private static final int HALF_WIDTH = 0x8E;
  private static final int JIS_0212 = 0x8F;

  private static final class Jis0212 {
    static final CodePointIndex INDEX = CodePointIndex.read("jis0212.txt", Jis.ROW);
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
      int lead = octet & 0xFF;
      boolean three = lead == JIS_0212 && i < to && isTrail(in[i] & 0xFF);
      if (three) {
        lead = in[i++] & 0xFF;
      }
      int codePoint = CodePointIndex.NONE;
      if (i < to && isLead(lead)) {
        codePoint = codePoint(lead, in[i] & 0xFF, three);
        i += codePoint != CodePointIndex.NONE || in[i] < 0 ? 1 : 0;
      }
      out[n++] = codePoint == CodePointIndex.NONE ? REPLACEMENT : (char) codePoint;
    }
    return n;
  }

  private static int codePoint(int lead, int trail, boolean jis0212) {
    if (lead == HALF_WIDTH && trail >= 0xA1 && trail <= 0xDF) {
      return 0xFF61 - 0xA1 + trail;
    }
    if (!isTrail(lead) || !isTrail(trail)) {
      return CodePointIndex.NONE;
    }
    CodePointIndex index = jis0212 ? Jis0212.INDEX : Jis.index();
    return index.codePoint((lead - 0xA1) * Jis.ROW + trail - 0xA1);
  }

  private static boolean isLead(int octet) {
    return octet == HALF_WIDTH || octet == JIS_0212 || isTrail(octet);
  }

  private static boolean isTrail(int octet) {
    return octet >= 0xA1 && octet <= 0xFE;
  }

  @Override
  void encode(int codePoint, Receiver receiver) {
    if (codePoint == 0xA5) {
      receiver.put(0x5C);
    } else if (codePoint == 0x203E) {
      receiver.put(0x7E);
    } else if (Jis.isHalfWidth(codePoint)) {
      receiver.put(HALF_WIDTH);
      receiver.put(codePoint - 0xFF61 + 0xA1);
    } else {
      encodePair(Jis.encoded(codePoint), receiver);
    }
  }

  private static void encodePair(int codePoint, Receiver receiver) {
    int pointer = Jis.pointers().of(codePoint);
    if (pointer == PointerIndex.NONE) {
      receiver.unmappable(codePoint);
      return;
    }
    receiver.put(pointer / Jis.ROW + 0xA1);
    receiver.put(pointer % Jis.ROW + 0xA1);
  }
}
