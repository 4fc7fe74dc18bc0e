package dev.outlink.crawl;

/** How an attempt at a URL ended. */
sealed interface End permits Arrival, End.Postponed {

  /** The URL waits in the frontier again, as if it had not been taken. */
  record Postponed() implements End {
    static final Postponed INSTANCE = new Postponed();
  }
}
