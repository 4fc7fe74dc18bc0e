package dev.outlink.cli.arguments;

import com.google.common.base.CharMatcher;
import dev.outlink.cli.text.SafeText;
import dev.outlink.seed.SeedText;
import dev.outlink.seed.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a crawl: URLs, files and standard input, in the order of the command line.
 *
 * @param seeds all of them
 * @param files the files among them
 */
public record Inputs(Seeds seeds, List<Path> files) {

  /**
   * Tells files from URLs: an existing file is a file; any other argument with {@code ://} is a
   * URL.
   *
   * @param defaultScheme scheme to add to arguments and lines that are bare domains; empty for none
   * @throws IOException if an argument is neither, or cannot be read; the message has one line for
   *     each
   */
  public static Inputs of(List<String> arguments, InputStream standardInput, String defaultScheme)
      throws IOException {
    List<Seeds> seeds = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<String> urls = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    boolean standardInputTaken = false;
    for (String argument : arguments) {
      Path file = existing(argument);
      boolean isBare = !defaultScheme.isEmpty() && looksLikeHost(argument);
      if (file == null && !argument.equals("-") && (isBare || argument.contains("://"))) {
        urls.add(argument);
        continue;
      }
      takeUrls(urls, seeds);
      if (argument.equals("-")) {
        if (standardInputTaken) {
          problems.add("-: standard input can be read only once");
        }
        standardInputTaken = true;
        seeds.add(Seeds.lines(standardInput, "standard input"));
      } else if (file != null) {
        check(file, problems);
        files.add(file);
        seeds.add(Seeds.lines(file));
      } else {
        problems.add(SafeText.of(argument) + ": no such file" + hint(argument));
      }
    }
    takeUrls(urls, seeds);
    if (!problems.isEmpty()) {
      throw new IOException(String.join("\n", problems));
    }
    Seeds all = seeds.size() == 1 ? seeds.get(0) : Seeds.concat(seeds);
    return new Inputs(defaultScheme.isEmpty() ? all : all.withDefaultScheme(defaultScheme), files);
  }

  private static final CharMatcher END_OF_HOST = CharMatcher.anyOf("/?#");

  private static void takeUrls(List<String> urls, List<Seeds> seeds) {
    if (!urls.isEmpty()) {
      seeds.add(Seeds.of(urls));
      urls.clear();
    }
  }

  private static @Nullable Path existing(String argument) {
    if (argument.isEmpty() || argument.equals("-")) {
      return null;
    }
    try {
      Path file = Path.of(argument);
      return Files.exists(file) ? file : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static void check(Path file, List<String> problems) {
    if (Files.isDirectory(file)) {
      problems.add(
          SafeText.of(file.toString()) + ": is a directory; outlink extract reads documents");
    } else if (!Files.isReadable(file)) {
      problems.add(SafeText.of(file.toString()) + ": permission denied");
    }
  }

  private static String hint(String argument) {
    return looksLikeHost(argument)
        ? "; did you mean " + SeedText.likelyScheme(argument) + "//" + SafeText.of(argument) + " ?"
        : "";
  }

  /** Whether the argument is a name with a dot that does not end like a list of URLs. */
  static boolean looksLikeHost(String argument) {
    int end = END_OF_HOST.indexIn(argument);
    String host = end < 0 ? argument : argument.substring(0, end);
    int colon = host.indexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    if (name.equals("localhost")) {
      return true;
    }
    int dot = name.lastIndexOf('.');
    if (dot <= 0 || dot == name.length() - 1) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!Character.isLetterOrDigit(name.charAt(i)) && ".-".indexOf(name.charAt(i)) < 0) {
        return false;
      }
    }
    return switch (name.substring(dot + 1)) {
      case "txt", "tsv", "csv", "gz", "list", "lst", "urls", "json", "jsonl", "log", "md" -> false;
      default -> true;
    };
  }
}
