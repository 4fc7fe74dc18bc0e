package dev.outlink.cli.text;

/** A text as one word of a command line, for somebody to paste into a shell. */
public final class ShellWord {

  private static final String PLAIN = "_./:@%+=,-";

  private ShellWord() {}

  /** The text as it is, or in quotes where a shell would take it apart. */
  public static String of(String text) {
    boolean plain = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      plain &= letter || PLAIN.indexOf(c) >= 0;
    }
    return plain ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
