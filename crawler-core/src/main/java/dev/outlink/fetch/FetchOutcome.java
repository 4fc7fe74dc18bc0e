package dev.outlink.fetch;

import org.jspecify.annotations.Nullable;

/** How one request ended. Every expected failure is one of these values, never an exception. */
public sealed interface FetchOutcome permits Page, FetchOutcome.Redirect, FetchOutcome.Other {

  /**
   * A 3xx answer that points elsewhere (301, 302, 303, 307, 308). It is not followed here.
   *
   * @param status the HTTP status
   * @param location the Location header as sent, or null where it is missing
   */
  record Redirect(int status, @Nullable String location) implements FetchOutcome {}

  /**
   * Any end without a page: a status, another media type, a failure.
   *
   * @param end which
   * @param status the HTTP status, or 0 where there was none
   * @param contentType the Content-Type header, or null
   * @param detail what happened in words a person understands; may be empty
   * @param retryAfter how long the server asks to be left alone, or null where it does not say
   */
  record Other(
      FetchEnd end,
      int status,
      @Nullable String contentType,
      String detail,
      @Nullable RetryAfter retryAfter)
      implements FetchOutcome {

    /** An end without a Retry-After. */
    public Other(FetchEnd end, int status, @Nullable String contentType, String detail) {
      this(end, status, contentType, detail, null);
    }
  }
}
