package dev.outlink.cli.arguments;

import dev.outlink.cli.options.Option;
import dev.outlink.cli.options.ParsedArguments;
import org.jspecify.annotations.Nullable;

/**
 * Parses simple command lines, which contain only known options with their values, and inputs,
 * without picocli. Loading picocli delays a start by about 50 ms (docs/adr/0020-option-parser.md).
 * The result is the same as picocli's; for all other command lines there is no result.
 */
public final class FastArgumentParser {

  private FastArgumentParser() {}

  /**
   * Parses the arguments of a command.
   *
   * @param command the command's options
   * @param args the whole command line
   * @param first the index of the first argument
   * @return the arguments, or null if picocli has to parse them
   */
  public static @Nullable ParsedArguments read(CommandOptions command, String[] args, int first) {
    ParsedArguments given = new ParsedArguments();
    for (int i = first; i < args.length; i++) {
      String arg = args[i];
      if (arg.isEmpty()) {
        return null;
      }
      if (arg.charAt(0) != '-' || arg.length() == 1) {
        given.inputs().add(arg);
        continue;
      }
      int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
      String name = equals < 0 ? arg : arg.substring(0, equals);
      boolean config = command.configurable() && name.equals("--" + Option.CONFIG);
      Option option = config ? null : named(command, name);
      String key = config ? Option.CONFIG : option == null ? "" : option.key();
      if (key.isEmpty() || (given.options().containsKey(key) && !isRepeatable(option))) {
        return null;
      }
      if (option != null && option.isFlag()) {
        if (equals >= 0) {
          return null;
        }
        given.add(key, "");
        continue;
      }
      boolean attached = equals >= 0;
      if (!attached && ++i == args.length) {
        return null;
      }
      String value = attached ? arg.substring(equals + 1) : args[i];
      if (value.isEmpty() || value.charAt(0) == '"' || isDashed(value)) {
        return null;
      }
      given.add(key, value);
    }
    return given;
  }

  private static boolean isDashed(String value) {
    return value.charAt(0) == '-' && value.length() > 1;
  }

  private static boolean isRepeatable(@Nullable Option option) {
    return option != null && (option.repeatable() || option.key().equals("verbose"));
  }

  private static @Nullable Option named(CommandOptions command, String name) {
    boolean isLong = name.startsWith("--");
    return command.named(name.substring(isLong ? 2 : 1), isLong);
  }
}
