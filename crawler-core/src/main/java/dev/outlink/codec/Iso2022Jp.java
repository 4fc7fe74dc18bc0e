package dev.outlink.codec;

/** ISO-2022-JP (Encoding standard, 13.2), the one stateful encoding of the web. */
final class Iso2022Jp extends Codec {

  @Override
  public int decode(byte[] in, int from, int to, char[] out) {
    return new Iso2022JpDecoder(in, to, out).decode(from);
  }

  @Override
  public void encode(CharSequence query, Receiver receiver) {
    new Iso2022JpEncoder(receiver).encode(query);
  }

  @Override
  void encode(int codePoint, Receiver receiver) {
    throw new UnsupportedOperationException("a code point alone has no state");
  }
}
