package dev.outlink.robots;

/*
 * RFC 9309, section 2.2.1, knows no digits in names, so of "User-agent: nine3" Google's parser takes "nine", and no line can
 * name a crawler that has a digit in its name. Such crawlers exist, and other parsers (crawler-commons, reppy, Protego) compare
 * their whole names. Both hold: a name without digits is compared as Google does, one with digits as a whole.
 */
/**
 * Which lines of robots.txt name a crawler.
 *
 * @param token its product token where that is one by RFC 9309, section 2.2.1; else empty
 * @param name its whole name, which has digits where there is no token; empty where it has none
 */
record RobotsAgent(String token, String name) {

  /** The crawler that sends such a User-Agent. */
  static RobotsAgent of(String userAgent) {
    String token = RobotsPolicy.productToken(userAgent);
    String name = nameIn(userAgent);
    return new RobotsAgent(token.length() == name.length() ? token : "", name);
  }

  /** Whether the value of a {@code User-agent} line is its name. */
  boolean isNamedBy(String value) {
    return token.isEmpty()
        ? !name.isEmpty() && nameIn(value).equalsIgnoreCase(name)
        : RobotsPolicy.productToken(value).equalsIgnoreCase(token);
  }

  /** The letters, digits, {@code _} and {@code -} with which a text begins. */
  private static String nameIn(String text) {
    int end = 0;
    while (end < text.length()
        && (isDigit(text.charAt(end)) || RobotsPolicy.isTokenCharacter(text.charAt(end)))) {
      end++;
    }
    return text.substring(0, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
