package dev.outlink.cli.console;

import dev.outlink.cli.output.StandardError;
import dev.outlink.cli.output.StandardOutput;
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
import java.util.function.IntSupplier;

/**
 * The streams and the environment of the process.
 *
 * @param in standard input
 * @param out standard output, unbuffered; it reports write errors
 * @param err standard error
 * @param outIsTty whether standard output is a terminal
 * @param errIsTty whether standard error is a terminal
 * @param columns the width of standard error, 1 or more; read for each line, because it can change
 * @param environment the environment variables
 */
public record Terminal(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean outIsTty,
    boolean errIsTty,
    IntSupplier columns,
    Map<String, String> environment) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** A terminal with {@value TerminalWidth#USUAL} columns. */
  public Terminal(
      InputStream in,
      OutputStream out,
      PrintStream err,
      boolean outIsTty,
      boolean errIsTty,
      Map<String, String> environment) {
    this(in, out, err, outIsTty, errIsTty, () -> TerminalWidth.USUAL, environment);
  }

  /** The streams and the environment of this process. */
  public static Terminal system() {
    String reported = System.getProperty("outlink.tty", "");
    boolean errIsTty = isTty(2, DESCRIPTORS, reported);
    return new Terminal(
        System.in,
        new StandardOutput(new FileOutputStream(FileDescriptor.out), isPipe(1, DESCRIPTORS)),
        errIsTty ? StandardError.of(System.err) : System.err,
        isTty(1, DESCRIPTORS, reported),
        errIsTty,
        TerminalWidth.ofSystem(),
        System.getenv());
  }

  /** Prints a message on standard error. */
  public void complain(String line) {
    err.println("outlink: " + line);
  }

  /** Prints an error of an input or output, one line for each line of its message. */
  public void complain(IOException problem) {
    for (String line : String.valueOf(problem.getMessage()).split("\n", -1)) {
      complain(SafeText.of(line, 1_000));
    }
  }

  /** Prints a bug of this program with its stack trace. */
  public void bug(Throwable cause) {
    complain("internal error, please report it:");
    cause.printStackTrace(err);
  }

  /** Whether standard error is to be coloured (https://no-color.org). */
  public boolean coloured(ColourMode when) {
    return switch (when) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          errIsTty
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(environment.get("TERM"));
    };
  }

  /** Whether the descriptor is a pipe or socket, as far as the system reports it. */
  static boolean isPipe(int descriptor, Path descriptors) {
    String target = target(descriptor, descriptors);
    return target.startsWith("pipe:") || target.startsWith("socket:");
  }

  /**
   * Whether a descriptor is a terminal. If the system does not report it, as outside Linux, the
   * launcher's answer is used. Without an answer it is no terminal, because a bar would spoil a
   * file.
   *
   * @param reported the descriptors that the launcher reports as terminals
   */
  static boolean isTty(int descriptor, Path descriptors, String reported) {
    String device = target(descriptor, descriptors);
    return device.isEmpty()
        ? reported.indexOf('0' + descriptor) >= 0
        : device.startsWith("/dev/pts/")
            || device.startsWith("/dev/tty")
            || device.equals("/dev/console");
  }

  /** The target of a descriptor; empty if the system does not report it. */
  private static String target(int descriptor, Path descriptors) {
    try {
      return Files.readSymbolicLink(descriptors.resolve(Integer.toString(descriptor))).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
