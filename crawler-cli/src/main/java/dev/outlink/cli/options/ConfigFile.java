package dev.outlink.cli.options;

import dev.outlink.cli.text.ClosestName;
import dev.outlink.cli.text.SafeText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A properties file (UTF-8) whose keys are the long names of options; repeatable options are
 * written {@code header}, {@code header.2} and so on.
 *
 * @param entries in the file's order
 * @param problems one line for each error in the file or its keys
 */
record ConfigFile(List<Entry> entries, List<String> problems) {

  private static final long LARGEST = 1 << 20;

  /**
   * One setting.
   *
   * @param key the key of an option
   * @param value its text
   * @param where file and line, for messages
   */
  record Entry(String key, String value, String where) {}

  static ConfigFile read(Path file) {
    ConfigFile config = new ConfigFile(new ArrayList<>(), new ArrayList<>());
    String name = SafeText.of(file.toString());
    try {
      if (Files.isDirectory(file)) {
        config.problems.add("--config: " + name + ": is a directory");
      } else if (Files.size(file) > LARGEST) {
        config.problems.add("--config: " + name + ": is larger than 1 MiB");
      } else {
        config.parse(name, Files.readAllLines(file));
      }
    } catch (NoSuchFileException e) {
      config.problems.add("--config: " + name + ": no such file");
    } catch (CharacterCodingException e) {
      config.problems.add("--config: " + name + ": is not UTF-8 text");
    } catch (IOException e) {
      config.problems.add("--config: " + name + ": cannot be read");
    }
    return config;
  }

  private void parse(String name, List<String> lines) {
    Set<String> keys = new HashSet<>();
    int line = 0;
    while (line < lines.size()) {
      String where = name + ":" + (line + 1);
      StringBuilder logical = new StringBuilder(lines.get(line));
      boolean comment = isComment(lines.get(line));
      line++;
      while (!comment && line < lines.size() && isContinued(logical)) {
        logical.append('\n').append(lines.get(line));
        line++;
      }
      add(where, logical.toString(), keys);
    }
  }

  /** Lets {@link Properties} read one line, because it reports no line numbers for a whole file. */
  private void add(String where, String line, Set<String> keys) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IOException | IllegalArgumentException e) {
      problems.add(where + ": is not a line of a properties file: " + e.getMessage());
      return;
    }
    for (String key : one.stringPropertyNames()) {
      Option option = option(key);
      if (option == null) {
        problems.add(where + ": " + SafeText.of(key) + ": no such option" + hint(key));
      } else if (!keys.add(key)) {
        problems.add(where + ": " + SafeText.of(key) + ": is set twice");
      } else {
        entries.add(new Entry(option.key(), one.getProperty(key), where));
      }
    }
  }

  private static @Nullable Option option(String key) {
    for (Option option : Option.ALL) {
      if (option.key().equals(key)) {
        return option;
      }
      if (option.repeatable()
          && key.startsWith(option.key() + ".")
          && isNumber(key.substring(option.key().length() + 1))) {
        return option;
      }
    }
    return null;
  }

  private static String hint(String key) {
    List<String> names = new ArrayList<>();
    for (Option option : Option.ALL) {
      names.add(option.key());
    }
    String nearest = ClosestName.of(key, names);
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isComment(String line) {
    String stripped = line.strip();
    return stripped.startsWith("#") || stripped.startsWith("!");
  }

  private static boolean isContinued(StringBuilder line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
