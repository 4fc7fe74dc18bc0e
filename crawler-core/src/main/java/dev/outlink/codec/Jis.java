package dev.outlink.codec;

/** What the Japanese encodings share: the index of JIS X 0208, and both widths of katakana. */
final class Jis {

  static final int ROW = 94;

  /** U+FF61 to U+FF9F, full width. */
  private static final String FULL_WIDTH =
      "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

  private static final CodePointIndex INDEX = CodePointIndex.read("jis0208.txt", ROW);

  private Jis() {}

  static CodePointIndex index() {
    return INDEX;
  }

  static boolean isHalfWidth(int codePoint) {
    return codePoint >= 0xFF61 && codePoint <= 0xFF9F;
  }

  static int fullWidth(int halfWidth) {
    return FULL_WIDTH.charAt(halfWidth - 0xFF61);
  }

  /** What the encoders take U+2212 MINUS SIGN for; any other code point is itself. */
  static int encoded(int codePoint) {
    return codePoint == 0x2212 ? 0xFF0D : codePoint;
  }

  /** By code point, all of the index: for EUC-JP and ISO-2022-JP. Made when first used. */
  static PointerIndex pointers() {
    return AllPointers.POINTERS;
  }

  private static final class AllPointers {
    static final PointerIndex POINTERS = new PointerIndex(INDEX);
  }
}
