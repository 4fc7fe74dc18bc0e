package dev.outlink.url;

/**
 * A text that is no URL.
 *
 * @param input the text as it was given
 * @param reason why, in words a person understands; never empty
 */
public record InvalidUrl(String input, String reason) implements UrlResult {

  /** What the reason begins with where the text, or the URL, has too many characters. */
  static final String TOO_LONG = "longer than " + CrawlUrl.MAX_LENGTH + " characters";

  /** Whether nothing is wrong with it but its length, as far as it was looked at. */
  public boolean isTooLong() {
    return reason.startsWith(TOO_LONG);
  }
}
