package dev.outlink.microsyntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The URLs of CSS (CSS Syntax Module Level 3, section 4; CSS Values and Units Level 4, "Resource
 * Locators"): of {@code url(...)}, {@code url("...")}, {@code src("...")} and {@code @import
 * "..."}. What stands in comments or other strings is none, nor is the name of an
 * {@code @namespace}, nor an empty URL, which refers to nothing. Only tokens are looked at: a URL
 * in a declaration or rule that is invalid otherwise is there too, as are URLs that are no more
 * than a fragment. The end of the text closes what is open.
 */
public final class CssUrls {

  private final CssScanner scanner;
  private final boolean hasImports;
  private final Consumer<? super CssUrl> consumer;
  private int openBraces;
  private boolean inNamespace;

  private CssUrls(String css, boolean hasImports, Consumer<? super CssUrl> consumer) {
    this.scanner = new CssScanner(css);
    this.hasImports = hasImports;
    this.consumer = consumer;
  }

  /**
   * A URL in CSS, unresolved.
   *
   * @param raw as it stands between the quotes or parentheses
   * @param value with its escapes decoded, never empty
   */
  public record CssUrl(String raw, String value) {}

  /** The URLs of a style sheet: a file, or the text of a {@code style} element. */
  public static List<CssUrl> inStyleSheet(String css) {
    List<CssUrl> urls = new ArrayList<>();
    forEachInStyleSheet(css, urls::add);
    return urls;
  }

  /** The URLs of a list of declarations: a {@code style} attribute. It can import nothing. */
  public static List<CssUrl> inDeclarations(String css) {
    List<CssUrl> urls = new ArrayList<>();
    forEachInDeclarations(css, urls::add);
    return urls;
  }

  /** Hands over the URLs of {@link #inStyleSheet} one by one, so that none need be kept. */
  public static void forEachInStyleSheet(String css, Consumer<? super CssUrl> consumer) {
    new CssUrls(css, true, consumer).read();
  }

  /** Hands over the URLs of {@link #inDeclarations} one by one, so that none need be kept. */
  public static void forEachInDeclarations(String css, Consumer<? super CssUrl> consumer) {
    new CssUrls(css, false, consumer).read();
  }

  private void read() {
    for (int c = scanner.peek(0); c != CssScanner.END; c = scanner.peek(0)) {
      if (scanner.startsComment()) {
        scanner.skipComment();
      } else if (CssScanner.isQuote(c)) {
        scanner.consumeString();
      } else if (scanner.startsNumber()) {
        scanner.skipNumber();
      } else if (isHtmlComment(c)) {
        scanner.skip(c == '<' ? 4 : 3);
      } else if (scanner.startsIdentifier()) {
        readIdentifier();
      } else {
        scanner.skip(1);
        readDelimiter(c);
      }
    }
  }

  /** The marks that hide a style sheet from ancient browsers, of which nothing is a name. */
  private boolean isHtmlComment(int c) {
    boolean opens =
        c == '<' && scanner.peek(1) == '!' && scanner.peek(2) == '-' && scanner.peek(3) == '-';
    return opens || (c == '-' && scanner.peek(1) == '-' && scanner.peek(2) == '>');
  }

  private void readDelimiter(int c) {
    switch (c) {
      case '#' -> {
        if (scanner.continuesName()) {
          scanner.consumeName();
        }
      }
      case '@' -> {
        if (scanner.startsIdentifier()) {
          readAtKeyword();
        }
      }
      case '{' -> {
        openBraces++;
        inNamespace = false;
      }
      case '}' -> openBraces = Math.max(0, openBraces - 1);
      case ';' -> inNamespace = false;
      default -> {}
    }
  }

  private void readAtKeyword() {
    String name = scanner.consumeName();
    inNamespace = name.equals("namespace");
    if (name.equals("import") && hasImports && openBraces == 0) {
      scanner.skipWhitespaceAndComments();
      readString();
    }
  }

  private void readIdentifier() {
    String name = scanner.consumeName();
    if (scanner.peek(0) != '(') {
      return;
    }
    scanner.skip(1);
    if (name.equals("src")) {
      scanner.skipWhitespaceAndComments();
      readString();
    } else if (name.equals("url")) {
      scanner.skipWhitespace();
      if (CssScanner.isQuote(scanner.peek(0))) {
        readString();
      } else if (scanner.consumeUrl()) {
        found(false);
      }
    }
  }

  private void readString() {
    if (CssScanner.isQuote(scanner.peek(0)) && scanner.consumeString()) {
      found(true);
    }
  }

  private void found(boolean isString) {
    if (inNamespace) {
      return;
    }
    String raw = scanner.content();
    String value = CssScanner.decode(raw, isString);
    if (!value.isEmpty()) {
      consumer.accept(new CssUrl(raw, value));
    }
  }
}
