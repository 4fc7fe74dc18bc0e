package dev.outlink.microsyntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The {@code srcset} and {@code imagesrcset} attributes (HTML standard, "parse a srcset
 * attribute"). A candidate whose descriptors are wrong is left out, as there.
 */
public final class Srcset {

  private final String text;
  private int position;

  private Srcset(String text) {
    this.text = text;
  }

  /**
   * An image source: where the image is, and what for.
   *
   * @param url unresolved, never empty
   * @param width the {@code w} descriptor, at least 1, or null; {@link Long#MAX_VALUE} for all that
   *     is larger
   * @param density the {@code x} descriptor, finite and not negative, or null
   * @param height the {@code h} descriptor likewise, which has no effect; never without a width
   */
  public record Candidate(
      String url, @Nullable Long width, @Nullable Double density, @Nullable Long height) {}

  /** The candidates in their order, duplicates kept. */
  public static List<Candidate> parse(String srcset) {
    List<Candidate> candidates = new ArrayList<>();
    forEach(srcset, candidates::add);
    return candidates;
  }

  /** The URLs of the candidates, unresolved, in their order, duplicates kept. */
  public static List<String> urls(String srcset) {
    List<String> urls = new ArrayList<>();
    forEach(srcset, candidate -> urls.add(candidate.url()));
    return urls;
  }

  /** Hands over the candidates of {@link #parse} one by one, so that none need be kept. */
  public static void forEach(String srcset, Consumer<? super Candidate> consumer) {
    new Srcset(srcset).read(consumer);
  }

  private void read(Consumer<? super Candidate> consumer) {
    while (true) {
      skipWhitespaceAndCommas();
      if (position == text.length()) {
        return;
      }
      int start = position;
      while (position < text.length() && !Ascii.isWhitespace(text.charAt(position))) {
        position++;
      }
      int end = position;
      while (text.charAt(end - 1) == ',') {
        end--;
      }
      SrcsetDescriptors descriptors = new SrcsetDescriptors(text);
      if (end == position) {
        readDescriptors(descriptors);
      }
      Candidate candidate = descriptors.candidate(text.substring(start, end));
      if (candidate != null) {
        consumer.accept(candidate);
      }
    }
  }

  private void skipWhitespaceAndCommas() {
    while (position < text.length()
        && (text.charAt(position) == ',' || Ascii.isWhitespace(text.charAt(position)))) {
      position++;
    }
  }

  /** Up to the comma that ends the candidate, which no parenthesis holds. */
  private void readDescriptors(SrcsetDescriptors descriptors) {
    boolean inParentheses = false;
    int start = position;
    for (; position < text.length(); position++) {
      char c = text.charAt(position);
      if (inParentheses) {
        inParentheses = c != ')';
      } else if (c == '(') {
        inParentheses = true;
      } else if (c == ',' || Ascii.isWhitespace(c)) {
        descriptors.add(start, position);
        start = position + 1;
        if (c == ',') {
          position++;
          return;
        }
      }
    }
    descriptors.add(start, position);
  }
}
