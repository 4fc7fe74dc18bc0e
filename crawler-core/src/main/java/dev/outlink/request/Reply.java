package dev.outlink.request;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import org.jspecify.annotations.Nullable;

/** What asking for a URL came to: a document, a redirect, or an end without either. */
public sealed interface Reply permits Reply.Document, Reply.Redirection, Ending {

  /** A document, which whoever takes it closes. */
  record Document(Page page) implements Reply {}

  /**
   * A redirect that was not followed yet.
   *
   * @param status the HTTP status
   * @param location the Location header as sent, or null where it is missing
   */
  record Redirection(int status, @Nullable String location) implements Reply {}

  /** What the outcome of a fetch means. */
  static Reply of(FetchOutcome outcome) {
    if (outcome instanceof Page page) {
      return new Document(page);
    }
    if (outcome instanceof FetchOutcome.Redirect redirect) {
      return new Redirection(redirect.status(), redirect.location());
    }
    return Ending.of((FetchOutcome.Other) outcome);
  }
}
