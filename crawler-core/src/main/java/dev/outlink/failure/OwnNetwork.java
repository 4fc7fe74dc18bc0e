package dev.outlink.failure;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of this machine and its network from those of servers: nothing was sent, whoever
 * was asked.
 *
 * <p>By the system's error numbers, which Netty's native transport puts in its messages (their text
 * is in the language of the user), and by the texts of the JDK's and of other systems.
 */
public final class OwnNetwork {

  private static final Pattern NUMBER = Pattern.compile("error\\(-(\\d{1,4})\\)");
  private static final boolean LINUX =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

  private static final String UNREACHABLE = "network unreachable";
  private static final String DOWN = "the network is down";
  private static final String FILES = "too many open files";
  private static final String PORTS = "no local port or address left";
  private static final String BUFFERS = "no buffers left";

  private OwnNetwork() {}

  /** What is wrong here, in words; null where it is not this machine or its network. */
  public static @Nullable String problem(Throwable failure) {
    Throwable found = Causes.find(failure, cause -> ofOne(cause) != null);
    return found == null ? null : ofOne(found);
  }

  private static @Nullable String ofOne(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return null;
    }
    if (LINUX) {
      Matcher number = NUMBER.matcher(message);
      if (number.find()) {
        return ofNumber(Integer.parseInt(number.group(1)));
      }
    }
    String text = message.toLowerCase(Locale.ROOT);
    if (cause instanceof OutOfMemoryError) {
      return text.contains("direct") ? BUFFERS : null;
    }
    return ofText(text);
  }

  /** errno(3), the numbers of Linux. */
  private static @Nullable String ofNumber(int number) {
    return switch (number) {
      case 23, 24 -> FILES; // ENFILE, EMFILE
      case 12, 105 -> BUFFERS; // ENOMEM, ENOBUFS
      case 98, 99 -> PORTS; // EADDRINUSE, EADDRNOTAVAIL
      case 100 -> DOWN; // ENETDOWN
      case 101 -> UNREACHABLE; // ENETUNREACH
      default -> null;
    };
  }

  private static @Nullable String ofText(String text) {
    if (text.contains("network is unreachable") || text.contains("network unreachable")) {
      return UNREACHABLE;
    }
    if (text.contains("network is down")) {
      return DOWN;
    }
    if (text.contains("too many open files")) {
      return FILES;
    }
    if (text.contains("assign requested address") || text.contains("address already in use")) {
      return PORTS;
    }
    return text.contains("no buffer space") ? BUFFERS : null;
  }
}
