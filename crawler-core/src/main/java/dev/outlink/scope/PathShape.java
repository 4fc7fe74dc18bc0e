package dev.outlink.scope;

/**
 * What the paths of a trap have in common: calendars, counters and session ids give their URLs any
 * number of different paths of one shape. The query never counts, so all query variants of a path
 * have one shape.
 *
 * <p>The shape is the path with these changes, segment by segment:
 *
 * <ul>
 *   <li>In a segment with a parameter ({@code ;name=value}), all that follows the first parameter's
 *       equals sign is dropped.
 *   <li>Each run of digits is one {@code #}. Percent-encoded bytes are kept as they are, so names
 *       in other scripts stay apart.
 *   <li>The first segment that looks like a token is {@code *}, and the path ends there.
 * </ul>
 *
 * <p>A segment of at least 16 characters looks like a token by its words (runs of ASCII letters and
 * digits) that have letters and digits, or capitals and small letters as below. One of at least 20
 * characters is enough. Otherwise they have at least 12 characters, three quarters of those of all
 * words or at least 16, and three letters; and they are mixed as only machines mix: either two
 * digits, and letter and digit side by side three times and once in six characters; or neighbours
 * of different kinds (digit, small letter, capital) twice in five characters. So hashes, UUIDs and
 * session ids are tokens, and {@code top-10-ways-to-use-java17-in-2026} is not.
 */
public final class PathShape {

  private static final int TOKEN_LENGTH = 16;
  private static final int MIXED_LENGTH = 12;
  private static final int LONG_WORD = 20;
  private static final int ENOUGH_LETTERS = 3;
  private static final int ENOUGH_DIGITS = 2;
  private static final int ENOUGH_SIDES = 3;

  private PathShape() {}

  /** The shape of the path of an http(s) URL. */
  public static String of(String path) {
    StringBuilder shape = new StringBuilder(path.length());
    for (int from = 1; from <= path.length(); ) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      int end = parameterEnd(path, from, to);
      shape.append('/');
      if (isToken(path, from, end)) {
        return shape.append('*').toString();
      }
      append(shape, path, from, end);
      from = to + 1;
    }
    return shape.toString();
  }

  /** Where the value of the segment's first parameter begins, or its end if there is none. */
  private static int parameterEnd(String path, int from, int to) {
    int semicolon = path.indexOf(';', from);
    if (semicolon < 0 || semicolon >= to) {
      return to;
    }
    int equals = path.indexOf('=', semicolon);
    return equals < 0 || equals >= to ? to : equals + 1;
  }

  private static void append(StringBuilder shape, String path, int from, int to) {
    for (int at = from; at < to; ) {
      char c = path.charAt(at);
      if (isEscape(path, at, to)) {
        shape.append(path, at, at + 3);
        at += 3;
        continue;
      }
      if (!isDigit(c)) {
        shape.append(c);
      } else if (at == from
          || !isDigit(path.charAt(at - 1))
          || shape.charAt(shape.length() - 1) != '#') {
        shape.append('#');
      }
      at++;
    }
  }

  private static boolean isToken(String path, int from, int to) {
    if (to - from < TOKEN_LENGTH) {
      return false;
    }
    Mixture all = new Mixture();
    Mixture word = new Mixture();
    for (int at = from; at < to; at++) {
      boolean escape = isEscape(path, at, to);
      if (escape || !word.take(path.charAt(at))) {
        word.moveTo(all);
        at += escape ? 2 : 0;
      }
    }
    word.moveTo(all);
    return all.isToken();
  }

  private static boolean isEscape(String path, int at, int to) {
    return path.charAt(at) == '%'
        && at + 2 < to
        && isHex(path.charAt(at + 1))
        && isHex(path.charAt(at + 2));
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** How letters and digits are mixed: in one word, or in all words that have both. */
  private static final class Mixture {

    private int letters;
    private int digits;
    private int letterBesideDigit;
    private int changes;
    private int others;
    private int longest;
    private char before;

    /** Takes a letter or digit in; false for what is neither. */
    boolean take(char c) {
      char kind = kindOf(c);
      if (kind == ' ') {
        return false;
      }
      if (kind == '0') {
        digits++;
      } else {
        letters++;
      }
      if (before != 0 && before != kind) {
        changes++;
        if (before == '0' || kind == '0') {
          letterBesideDigit++;
        }
      }
      before = kind;
      return true;
    }

    private static char kindOf(char c) {
      if (isDigit(c)) {
        return '0';
      }
      if (c >= 'a' && c <= 'z') {
        return 'a';
      }
      return c >= 'A' && c <= 'Z' ? 'A' : ' ';
    }

    /** The word ends: it counts if it is mixed. */
    void moveTo(Mixture all) {
      if ((letters > 0 && digits > 0) || (digits == 0 && isRestless())) {
        all.longest = Math.max(all.longest, letters + digits);
        all.letters += letters;
        all.digits += digits;
        all.letterBesideDigit += letterBesideDigit;
        all.changes += changes;
      } else {
        all.others += letters + digits;
      }
      letters = 0;
      digits = 0;
      letterBesideDigit = 0;
      changes = 0;
      before = 0;
    }

    boolean isToken() {
      if (longest >= LONG_WORD) {
        return true;
      }
      int length = letters + digits;
      boolean most = length >= TOKEN_LENGTH || length * 4 >= (length + others) * 3;
      if (length < MIXED_LENGTH || !most || letters < ENOUGH_LETTERS) {
        return false;
      }
      boolean numbersWithin =
          digits >= ENOUGH_DIGITS
              && letterBesideDigit >= ENOUGH_SIDES
              && letterBesideDigit * 6 >= length;
      return numbersWithin || isRestless();
    }

    private boolean isRestless() {
      int length = letters + digits;
      return length >= MIXED_LENGTH && changes * 5 >= length * 2;
    }
  }
}
