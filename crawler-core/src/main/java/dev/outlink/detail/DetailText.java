package dev.outlink.detail;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;

/** Texts for details: short, printable, without secrets. */
public final class DetailText {

  private static final int LONGEST = 200;

  private DetailText() {}

  /** Foreign text with control characters replaced, at most 200 characters. */
  public static String sanitised(String text) {
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
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  /** For example {@code 10.0.0.1:80}. */
  public static String of(InetSocketAddress address) {
    String host =
        address.getAddress() == null
            ? address.getHostString()
            : address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
  }

  /** With thousands separators. */
  public static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
