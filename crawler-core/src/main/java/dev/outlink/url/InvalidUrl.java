package dev.outlink.url;

/**
 * A text that is no URL.
 *
 * @param input the text as it was given
 * @param reason why, in words a person understands; never empty
 */
public record InvalidUrl(String input, String reason) implements UrlResult {}
