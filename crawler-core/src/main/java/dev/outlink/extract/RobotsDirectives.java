package dev.outlink.extract;

import com.google.common.base.Ascii;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * What a page says for robots, in {@code X-Robots-Tag} headers or in meta elements. There is no
 * standard; the rules are those of Google's description of both: what is said to all robots and to
 * this one counts together, and of what contradicts the stricter.
 *
 * <p>Read leniently: commas or semicolons stand between directives, and white space will do; case
 * does not count; what is unknown says nothing.
 */
record RobotsDirectives(boolean nofollow, boolean noindex) {

  static final RobotsDirectives NONE = new RobotsDirectives(false, false);

  private static final String SEPARATORS = ",;";

  /** Directives with a value, which a colon begins; any other name before a colon is a robot's. */
  private static final Set<String> VALUED =
      Set.of("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after");

  /** The stricter of both. */
  RobotsDirectives and(RobotsDirectives other) {
    return new RobotsDirectives(nofollow || other.nofollow, noindex || other.noindex);
  }

  /** Whether a meta element of this name speaks to all robots, or to the one of a product token. */
  static boolean isName(String name, String product) {
    return Ascii.equalsIgnoreCase(name, "robots")
        || (!product.isEmpty() && Ascii.equalsIgnoreCase(name, product));
  }

  /** What the {@code content} of such a meta element says. */
  static RobotsDirectives ofMeta(String content) {
    RobotsDirectives all = NONE;
    StringTokenizer items = new StringTokenizer(content, SEPARATORS);
    while (items.hasMoreTokens()) {
      all = all.and(ofItem(items.nextToken()));
    }
    return all;
  }

  /**
   * What headers say. The name of a robot with a colon makes the rest of its header one for this
   * robot only, up to the next such name.
   *
   * @param product the product token of this one, in lower case
   */
  static RobotsDirectives ofHeaders(List<String> headers, String product) {
    RobotsDirectives all = NONE;
    for (String header : headers) {
      boolean isForUs = true;
      StringTokenizer items = new StringTokenizer(header, SEPARATORS);
      while (items.hasMoreTokens()) {
        String item = items.nextToken();
        int colon = item.indexOf(':');
        String name = colon < 0 ? "" : Ascii.toLowerCase(item.substring(0, colon).strip());
        boolean isRobot = isRobot(name);
        if (isRobot) {
          isForUs = name.equals("*") || name.equals(product);
        }
        if (isForUs) {
          all = all.and(ofItem(isRobot ? item.substring(colon + 1) : item));
        }
      }
    }
    return all;
  }

  /** One word that is no directive; what a date has before a colon is several, or a number. */
  private static boolean isRobot(String name) {
    return !name.isEmpty()
        && !VALUED.contains(name)
        && name.chars().noneMatch(c -> c <= ' ')
        && !Character.isDigit(name.charAt(0));
  }

  /** Of a directive with a value the value says nothing. */
  private static RobotsDirectives ofItem(String item) {
    RobotsDirectives all = NONE;
    StringTokenizer words = new StringTokenizer(item.indexOf(':') < 0 ? item : "");
    while (words.hasMoreTokens()) {
      all =
          switch (Ascii.toLowerCase(words.nextToken())) {
            case "nofollow" -> new RobotsDirectives(true, all.noindex);
            case "noindex" -> new RobotsDirectives(all.nofollow, true);
            case "none" -> new RobotsDirectives(true, true);
            default -> all;
          };
    }
    return all;
  }
}
