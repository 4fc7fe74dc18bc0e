package dev.outlink.codec;

import dev.outlink.url.QueryEncoding;

/** Decoder and encoder of a legacy encoding (Encoding standard, 9 to 14). */
abstract class Codec implements Decoder, QueryEncoding {

  /** Encodes one code point that is neither ASCII nor a surrogate. */
  abstract void encode(int codePoint, Receiver receiver);

  @Override
  public void encode(CharSequence query, Receiver receiver) {
    int i = 0;
    while (i < query.length()) {
      char c = query.charAt(i);
      if (c < 0x80) {
        receiver.put(c);
        i++;
      } else {
        int codePoint = scalarAt(query, i);
        encode(codePoint, receiver);
        i += Character.charCount(codePoint);
      }
    }
  }

  /** The code point at an index; a lone surrogate is U+FFFD. */
  static int scalarAt(CharSequence text, int i) {
    int codePoint = Character.codePointAt(text, i);
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return surrogate ? REPLACEMENT : codePoint;
  }
}
