package dev.outlink.microsyntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP {@code Link} header (RFC 8288, section 3 and appendix B.2 to B.4). Reading ends where
 * the text is no link any more, and keeps what came until then, as the RFC's algorithm does. What
 * the algorithm leaves open is as in section 3 and RFC 9110: list elements may be empty (5.6.1),
 * white space around an unquoted value is not part of it, and a line break is white space.
 */
public final class LinkHeader {

  private final String text;
  private int position;

  private LinkHeader(String text) {
    this.text = text;
  }

  /**
   * A target with what is said of it. For the RFC it is one link for each of its relations, and
   * none where it has no relation.
   *
   * @param target what stands between the angle brackets, unresolved
   * @param relations the relation types of the first {@code rel} as they stand, in their order;
   *     their case does not count
   * @param anchor the link's context, unresolved; null where it is the page itself
   * @param attributes all other parameters in their order; of {@code media}, {@code title} and
   *     {@code type} the first one each
   */
  public record Link(
      String target,
      List<String> relations,
      @Nullable String anchor,
      List<LinkParameter> attributes) {

    /** Keeps unmodifiable copies. */
    public Link {
      relations = List.copyOf(relations);
      attributes = List.copyOf(attributes);
    }

    /** The value of the first attribute of the name, which is in lower case, or null. */
    public @Nullable String attribute(String name) {
      for (LinkParameter attribute : attributes) {
        if (attribute.name().equals(name)) {
          return attribute.value();
        }
      }
      return null;
    }
  }

  /** The links of one field value, or of several ones that commas join, in their order. */
  public static List<Link> parse(String fieldValue) {
    List<Link> links = new ArrayList<>();
    forEach(fieldValue, links::add);
    return links;
  }

  /** Hands over the links of {@link #parse} one by one, so that none need be kept. */
  public static void forEach(String fieldValue, Consumer<? super Link> consumer) {
    new LinkHeader(fieldValue).read(consumer);
  }

  private void read(Consumer<? super Link> consumer) {
    while (true) {
      skipSpace();
      while (next(',')) {
        skipSpace();
      }
      int close = next('<') ? text.indexOf('>', position) : -1;
      if (close < 0) {
        return;
      }
      String target = text.substring(position, close);
      position = close + 1;
      LinkParameters parameters = new LinkParameters();
      readParameters(parameters);
      consumer.accept(parameters.link(target));
    }
  }

  private void readParameters(LinkParameters parameters) {
    skipSpace();
    while (next(';')) {
      skipSpace();
      int start = position;
      skipUntilOneOf(" \t\r\n=;,");
      String name = text.substring(start, position);
      skipSpace();
      String value = "";
      if (next('=')) {
        skipSpace();
        value = next('"') ? readQuoted() : readUnquoted();
      }
      if (!name.isEmpty()) {
        parameters.add(Ascii.toLowerCase(name), value);
      }
      skipSpace();
    }
  }

  private String readUnquoted() {
    int start = position;
    skipUntilOneOf(";,");
    int end = position;
    while (end > start && Ascii.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** From behind the opening quote to behind the closing one, which the end may stand for. */
  private String readQuoted() {
    StringBuilder value = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"') {
        break;
      }
      if (c != '\\') {
        value.append(c);
      } else if (position < text.length()) {
        value.append(text.charAt(position++));
      }
    }
    return value.toString();
  }

  private void skipUntilOneOf(String ends) {
    while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) {
      position++;
    }
  }

  private boolean next(char c) {
    boolean isNext = position < text.length() && text.charAt(position) == c;
    position += isNext ? 1 : 0;
    return isNext;
  }

  private void skipSpace() {
    position = Ascii.skipWhitespace(text, position, text.length());
  }
}
