package dev.outlink.cli.text;

/**
 * Text that servers, inputs or users gave, made fit for a terminal: one line, of bounded length,
 * without escape sequences and without characters that are invisible or reorder what is around
 * them.
 */
public final class SafeText {

  private static final int USUAL_LENGTH = 200;

  private SafeText() {}

  public static String of(String text) {
    return of(text, USUAL_LENGTH);
  }

  /** The text in at most {@code length} characters; one that is cut ends in three dots. */
  public static String of(String text, int length) {
    boolean cut = text.length() > length;
    int end = cut ? Math.max(0, length - 3) : text.length();
    if (cut && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder safe = new StringBuilder(end + 3);
    for (int i = 0; i < end; ) {
      int codePoint = text.codePointAt(i);
      safe.appendCodePoint(isSafe(codePoint) ? codePoint : '?');
      i += Character.charCount(codePoint);
    }
    return cut ? safe.append("...").toString() : safe.toString();
  }

  private static boolean isSafe(int codePoint) {
    if (codePoint < 0x7F) {
      return codePoint >= ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
