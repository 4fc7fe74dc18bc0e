package dev.outlink.codec;

/** A decoder of the Encoding standard, in error mode "replacement". Stateless between calls. */
public interface Decoder {

  char REPLACEMENT = '\uFFFD';

  /**
   * Decodes a whole input. No decoder of the standard gives more than one UTF-16 unit a byte, so
   * that an array as long as the input is long enough.
   *
   * @return how many characters are in {@code out}
   */
  int decode(byte[] in, int from, int to, char[] out);

  /** The decoder of a legacy encoding or UTF-16; each but UTF-16's and replacement's is a Codec. */
  static Decoder of(String name) {
    return switch (name) {
      case "UTF-16BE" -> new Utf16(0);
      case "UTF-16LE" -> new Utf16(1);
      case "replacement" -> Decoder::replacement;
      case "GBK" -> new Gb18030(true);
      case "gb18030" -> new Gb18030(false);
      case "Big5" -> new Big5();
      case "EUC-JP" -> new EucJp();
      case "ISO-2022-JP" -> new Iso2022Jp();
      case "Shift_JIS" -> new ShiftJis();
      case "EUC-KR" -> new EucKr();
      default -> SingleByte.of(name);
    };
  }

  private static int replacement(byte[] in, int from, int to, char[] out) {
    if (from == to) {
      return 0;
    }
    out[0] = REPLACEMENT;
    return 1;
  }
}
