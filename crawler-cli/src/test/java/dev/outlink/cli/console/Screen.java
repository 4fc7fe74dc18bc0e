package dev.outlink.cli.console;

import dev.outlink.cli.output.StandardOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A terminal that remembers what was written. */
public final class Screen {

  private final OutputStream out;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  public final Terminal terminal;

  /** How wide it is. */
  volatile int columns = 80;

  public Screen(String input, boolean errIsTty, Map<String, String> environment) {
    this(input, new ByteArrayOutputStream(), errIsTty, environment);
  }

  private Screen(
      String input, OutputStream out, boolean errIsTty, Map<String, String> environment) {
    this.out = out;
    terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new StandardOutput(out, false),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            errIsTty,
            () -> columns,
            environment);
  }

  public Screen() {
    this("", false, Map.of());
  }

  /** A screen whose standard output cannot be written, for the given reason. */
  public static Screen whoseOutputFails(String reason) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    return new Screen("", broken, false, Map.of());
  }

  public String out() {
    return ((ByteArrayOutputStream) out).toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
