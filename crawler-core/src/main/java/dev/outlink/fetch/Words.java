package dev.outlink.fetch;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;

/** Texts for details: short, printable, without secrets. */
final class Words {

  private static final int LONGEST = 200;

  private Words() {}

  /** Foreign text with control characters replaced, at most 200 characters. */
  static String sanitised(String text) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), LONGEST));
    text.strip()
        .codePoints()
        .limit(LONGEST)
        .forEach(c -> clean.appendCodePoint(isPrintable(c) ? c : '?'));
    return clean.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** For example {@code 20 s} or {@code 500 ms}. */
  static String of(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  /** For example {@code 10.0.0.1:80}. */
  static String of(InetSocketAddress address) {
    String host =
        address.getAddress() == null
            ? address.getHostString()
            : address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
  }

  /** With thousands separators. */
  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /**
   * Whether content looks like text: no control characters in its first 512 bytes but those of text
   * (the binary data bytes of the MIME Sniffing standard, section 2).
   */
  static boolean looksLikeText(byte[] content, int length) {
    for (int i = 0; i < Math.min(length, 512); i++) {
      int b = content[i] & 0xff;
      if (b <= 0x08 || b == 0x0b || (b >= 0x0e && b <= 0x1a) || (b >= 0x1c && b <= 0x1f)) {
        return length >= 2 && isByteOrderMark16(content);
      }
    }
    return true;
  }

  private static boolean isByteOrderMark16(byte[] content) {
    int first = (content[0] & 0xff) << 8 | (content[1] & 0xff);
    return first == 0xfeff || first == 0xfffe;
  }
}
