package dev.outlink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many files and sockets this process may have open. */
final class OpenFiles {

  private static final Logger log = LoggerFactory.getLogger(OpenFiles.class);
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String ROW = "Max open files";

  /** What is assumed where the system does not tell. */
  private static final long USUAL = 8_192;

  private OpenFiles() {}

  /** The limit; the Java runtime has raised it as far as it may. */
  static long limit() {
    try {
      if (Files.exists(LIMITS)) {
        return limit(Files.readString(LIMITS));
      }
    } catch (IOException unreadable) {
      log.debug("{} cannot be read", LIMITS, unreadable);
    }
    return USUAL;
  }

  /** From the text of Linux' table: name, soft limit, hard limit, unit. */
  static long limit(String table) {
    return table
        .lines()
        .filter(line -> line.startsWith(ROW))
        .map(line -> line.substring(ROW.length()).strip().split("\\s+", 2)[0])
        .filter(number -> number.matches("[0-9]{1,9}"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(USUAL);
  }
}
