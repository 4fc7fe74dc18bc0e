package dev.outlink.cli.console;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal shows of the octets that are written to it: a character that has no more room
 * begins a line. It keeps each state that it was flushed in.
 */
final class ScreenLines extends OutputStream {

  private final List<String> states = new ArrayList<>();
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private final StringBuilder sinceFlush = new StringBuilder();
  private String last = "";
  private int columns;
  private int at;

  ScreenLines(int columns) {
    this.columns = columns;
  }

  void resize(int wide) {
    columns = wide;
  }

  @Override
  public void write(int octet) {
    switch (octet) {
      case '\r' -> at = 0;
      case '\b' -> at = Math.max(0, at - 1);
      case '\n' -> begin();
      default -> {
        if (octet < ' ' || octet > '~') {
          throw new IllegalArgumentException("not shown by every terminal: " + octet);
        }
        sinceFlush.append((char) octet);
        if (at >= columns) {
          sinceFlush.append('\n');
          begin();
        }
        StringBuilder line = lines.get(lines.size() - 1);
        if (line.length() > at) {
          line.setCharAt(at, (char) octet);
        } else {
          line.append((char) octet);
        }
        at++;
      }
    }
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    for (char each : new String(octets, offset, length, StandardCharsets.US_ASCII).toCharArray()) {
      write(each);
    }
  }

  @Override
  public void flush() {
    last = sinceFlush.toString();
    sinceFlush.setLength(0);
    states.add(String.join("\n", lines).stripTrailing());
  }

  private void begin() {
    lines.add(new StringBuilder());
    at = 0;
  }

  /** What the last flush brought, without the carriage returns. */
  String written() {
    return last;
  }

  /** What was to be seen at one time after the other. */
  List<String> states() {
    return states;
  }
}
