package dev.outlink.cli;

import dev.outlink.cli.text.SafeText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the process reads from and writes to.
 *
 * @param in standard input
 * @param out standard output, unbuffered; it tells of its errors
 * @param err standard error
 * @param outIsTty whether a person sees standard output
 * @param errIsTty whether a person sees standard error
 * @param environment the environment variables
 */
public record Terminal(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean outIsTty,
    boolean errIsTty,
    Map<String, String> environment) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** The process's own. */
  public static Terminal system() {
    String told = System.getProperty("outlink.tty", "");
    return new Terminal(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        System.err,
        isTty(1, DESCRIPTORS, told),
        isTty(2, DESCRIPTORS, told),
        System.getenv());
  }

  /** Prints a line on standard error, as the program's own. */
  void complain(String line) {
    err.println("outlink: " + line);
  }

  /** Prints what an input or output suffered, a line for each line of its message. */
  void complain(IOException problem) {
    for (String line : String.valueOf(problem.getMessage()).split("\n", -1)) {
      complain(SafeText.of(line, 1_000));
    }
  }

  /** Prints a bug of this program, for a report. */
  void bug(Throwable cause) {
    complain("internal error, please report it:");
    cause.printStackTrace(err);
  }

  /** Whether standard error is to be coloured (https://no-color.org). */
  boolean coloured(Colour when) {
    return switch (when) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          errIsTty
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(environment.get("TERM"));
    };
  }

  /**
   * Looks where the descriptor leads to. Where the system does not say, as outside Linux, the
   * launcher may have told; else nobody is assumed, since a bar would spoil a file.
   *
   * @param told the numbers of the descriptors that are terminals
   */
  static boolean isTty(int descriptor, Path descriptors, String told) {
    try {
      String device =
          Files.readSymbolicLink(descriptors.resolve(Integer.toString(descriptor))).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return told.indexOf('0' + descriptor) >= 0;
    }
  }
}
