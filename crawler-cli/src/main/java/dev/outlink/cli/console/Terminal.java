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
 * What the process reads from and writes to.
 *
 * @param in standard input
 * @param out standard output, unbuffered; it tells of its errors
 * @param err standard error
 * @param outIsTty whether a person sees standard output
 * @param errIsTty whether a person sees standard error
 * @param columns how wide standard error is, 1 or more; asked anew for each line, since it changes
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

  /** One that is as wide as most, {@value TerminalWidth#USUAL} columns. */
  public Terminal(
      InputStream in,
      OutputStream out,
      PrintStream err,
      boolean outIsTty,
      boolean errIsTty,
      Map<String, String> environment) {
    this(in, out, err, outIsTty, errIsTty, () -> TerminalWidth.USUAL, environment);
  }

  /** The process's own. */
  public static Terminal system() {
    String told = System.getProperty("outlink.tty", "");
    boolean errIsTty = isTty(2, DESCRIPTORS, told);
    return new Terminal(
        System.in,
        new StandardOutput(new FileOutputStream(FileDescriptor.out), isPipe(1, DESCRIPTORS)),
        errIsTty ? StandardError.of(System.err) : System.err,
        isTty(1, DESCRIPTORS, told),
        errIsTty,
        TerminalWidth.ofSystem(),
        System.getenv());
  }

  /** Prints a line on standard error, as the program's own. */
  public void complain(String line) {
    err.println("outlink: " + line);
  }

  /** Prints what an input or output suffered, a line for each line of its message. */
  public void complain(IOException problem) {
    for (String line : String.valueOf(problem.getMessage()).split("\n", -1)) {
      complain(SafeText.of(line, 1_000));
    }
  }

  /** Prints a bug of this program, for a report. */
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

  /** Whether the system says that the descriptor leads to another process. */
  static boolean isPipe(int descriptor, Path descriptors) {
    String target = target(descriptor, descriptors);
    return target.startsWith("pipe:") || target.startsWith("socket:");
  }

  /**
   * Looks where the descriptor leads to. Where the system does not say, as outside Linux, the
   * launcher may have told; else nobody is assumed, since a bar would spoil a file.
   *
   * @param told the numbers of the descriptors that are terminals
   */
  static boolean isTty(int descriptor, Path descriptors, String told) {
    String device = target(descriptor, descriptors);
    return device.isEmpty()
        ? told.indexOf('0' + descriptor) >= 0
        : device.startsWith("/dev/pts/")
            || device.startsWith("/dev/tty")
            || device.equals("/dev/console");
  }

  /** What the system says of a descriptor; empty where it says nothing. */
  private static String target(int descriptor, Path descriptors) {
    try {
      return Files.readSymbolicLink(descriptors.resolve(Integer.toString(descriptor))).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
