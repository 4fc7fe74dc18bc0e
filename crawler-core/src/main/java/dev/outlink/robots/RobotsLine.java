package dev.outlink.robots;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A line of robots.txt that has a meaning.
 *
 * @param number of the line, from 1
 * @param field what it is about
 * @param value without white space around it, a char for each octet
 */
record RobotsLine(int number, Field field, String value) {

  enum Field {
    // The misspellings are those that Google's parser takes, as site owners try theirs there.
    USER_AGENT("user-agent", "useragent", "user agent"),
    ALLOW("allow"),
    DISALLOW("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"),
    CRAWL_DELAY("crawl-delay"),
    SITEMAP("sitemap", "site-map");

    private static final ImmutableList<Field> ALL = ImmutableList.copyOf(values());

    private final ImmutableList<String> names;

    Field(String... names) {
      this.names = ImmutableList.copyOf(names);
    }

    static @Nullable Field of(String key) {
      for (Field field : ALL) {
        for (String name : field.names) {
          if (key.regionMatches(true, 0, name, 0, name.length())) {
            return field;
          }
        }
      }
      return null;
    }
  }

  /**
   * Reads a line: {@code field: value # comment}. As in Google's parser more may follow the field's
   * name, and white space does for the colon where there are just two words.
   */
  static @Nullable RobotsLine parse(int number, String line) {
    int comment = line.indexOf('#');
    String text = (comment < 0 ? line : line.substring(0, comment)).strip();
    int end = text.indexOf(':');
    if (end < 0) {
      end = onlySpace(text);
    }
    if (end <= 0) {
      return null;
    }
    Field field = Field.of(text.substring(0, end).strip());
    return field == null ? null : new RobotsLine(number, field, text.substring(end + 1).strip());
  }

  private static int onlySpace(String text) {
    int first = 0;
    while (first < text.length() && !isSpace(text.charAt(first))) {
      first++;
    }
    int second = first;
    while (second < text.length() && isSpace(text.charAt(second))) {
      second++;
    }
    for (int i = second; i < text.length(); i++) {
      if (isSpace(text.charAt(i))) {
        return -1;
      }
    }
    return second < text.length() ? first : -1;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
