package dev.outlink.cli.arguments;

import dev.outlink.cli.text.ClosestName;
import dev.outlink.cli.text.SafeText;
import dev.outlink.seed.SeedText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The error message for a first argument that is not a command, with the command that was probably
 * meant.
 */
public final class CommandHint {

  /** Endings of the names of documents that {@code outlink extract} reads. */
  private static final List<String> DOCUMENTS =
      List.of(".html", ".htm", ".xhtml", ".warc", ".warc.gz");

  private CommandHint() {}

  /**
   * The message, one line.
   *
   * @param first the argument
   * @param commands the names of all commands
   */
  public static String of(String first, Collection<String> commands) {
    String shown = SafeText.of(first);
    if (first.startsWith("-")) {
      return shown
          + ": no such option; options come after the command, as in outlink crawl "
          + shown;
    }
    String meant = input(first);
    if (meant == null) {
      String near = ClosestName.of(first.toLowerCase(Locale.ROOT), commands);
      meant = near;
    }
    return shown + ": no such command" + (meant == null ? "" : "; did you mean " + meant + "?");
  }

  /** The command line for which the argument looks like an input, or null. */
  private static @Nullable String input(String first) {
    String shown = SafeText.of(first);
    String lower = first.toLowerCase(Locale.ROOT);
    if (first.contains("://")) {
      return "outlink crawl " + shown;
    }
    if (isDirectory(first) || DOCUMENTS.stream().anyMatch(lower::endsWith)) {
      return "outlink extract " + shown;
    }
    if (first.equals("-") || exists(first)) {
      return "outlink crawl " + shown;
    }
    String host = Inputs.looksLikeHost(first) ? SeedText.likelyScheme(first) + "//" : "";
    return first.contains(".") || !host.isEmpty() ? "outlink crawl " + host + shown : null;
  }

  private static boolean exists(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isDirectory(String name) {
    return exists(name) && Files.isDirectory(Path.of(name));
  }
}
