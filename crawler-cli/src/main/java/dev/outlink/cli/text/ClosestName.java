package dev.outlink.cli.text;

import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt name is closest to. */
public final class ClosestName {

  private ClosestName() {}

  /** The closest of the names, or null if none is close. */
  public static @Nullable String of(String wrong, Iterable<String> names) {
    String best = null;
    int least = Math.max(2, wrong.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(wrong, name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best;
  }

  /** Levenshtein's distance, with one row of the table. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
