package dev.outlink.microsyntax;

import org.jspecify.annotations.Nullable;

/** The descriptors of one candidate of a {@code srcset}. Confined to one thread. */
final class SrcsetDescriptors {

  private final String text;
  private @Nullable Long width;
  private @Nullable Double density;
  private @Nullable Long height;
  private boolean wrong;

  SrcsetDescriptors(String text) {
    this.text = text;
  }

  /** The candidate with what was added, or null where something of it was wrong. */
  Srcset.@Nullable Candidate candidate(String url) {
    boolean heightAlone = height != null && width == null;
    return wrong || heightAlone ? null : new Srcset.Candidate(url, width, density, height);
  }

  /** Adds the descriptor between two indices of the text; none where they are equal. */
  void add(int from, int to) {
    if (from == to || wrong) {
      return;
    }
    int last = to - 1;
    switch (text.charAt(last)) {
      case 'w' -> {
        wrong = width != null || density != null;
        width = size(from, last);
      }
      case 'x' -> {
        wrong = width != null || density != null || height != null;
        density = density(from, last);
      }
      case 'h' -> {
        wrong = height != null || density != null;
        height = size(from, last);
      }
      default -> wrong = true;
    }
  }

  private @Nullable Long size(int from, int to) {
    long size = from < to && Ascii.skipDigits(text, from, to) == to ? number(from, to) : 0;
    wrong |= size == 0;
    return size;
  }

  private long number(int from, int to) {
    return Ascii.number(text, from, to);
  }

  private @Nullable Double density(int from, int to) {
    if (!isFloatingPoint(from, to)) {
      wrong = true;
      return null;
    }
    // Adding zero makes of a negative zero a positive one: the standard's numbers have no other.
    double value = Double.parseDouble(text.substring(from, to)) + 0.0;
    wrong |= value < 0 || Double.isInfinite(value);
    return value;
  }

  /** HTML standard, "valid floating-point number". */
  private boolean isFloatingPoint(int from, int to) {
    int start = from < to && text.charAt(from) == '-' ? from + 1 : from;
    int i = Ascii.skipDigits(text, start, to);
    boolean number = i > start;
    if (i < to && text.charAt(i) == '.') {
      int fraction = i + 1;
      i = Ascii.skipDigits(text, fraction, to);
      number = i > fraction;
    }
    if (number && i < to && Ascii.toLowerCase(text.charAt(i)) == 'e') {
      i++;
      int exponent = i < to && (text.charAt(i) == '-' || text.charAt(i) == '+') ? i + 1 : i;
      i = Ascii.skipDigits(text, exponent, to);
      number = i > exponent;
    }
    return number && i == to;
  }
}
