package dev.outlink.scope;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The segments of a URL's path: what stands between slashes. */
final class Segments {

  private Segments() {}

  /** How many there are; an empty one counts, but not after the last slash. */
  static int count(String path) {
    int slashes = 0;
    for (int at = 0; at < path.length() - 1; at++) {
      if (path.charAt(at) == '/') {
        slashes++;
      }
    }
    return slashes;
  }

  /** A segment that is not empty and stands in the path more often than that, or null. */
  static @Nullable String repeated(String path, int most) {
    if (count(path) <= most) {
      return null;
    }
    Map<String, Integer> times = new HashMap<>();
    for (int from = 1; from < path.length(); ) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      String segment = path.substring(from, to);
      if (!segment.isEmpty() && times.merge(segment, 1, Integer::sum) > most) {
        return segment;
      }
      from = to + 1;
    }
    return null;
  }
}
