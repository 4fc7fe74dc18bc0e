package dev.outlink.frontier;

/** The answer to offering a URL to the frontier. */
public enum Admission {
  /** It is new and waits for its turn. */
  ADMITTED,
  /** The same canonical URL was admitted before. */
  ALREADY_KNOWN,
  /** Its scheme cannot be fetched. */
  NOT_CRAWLABLE,
  /** There is no room now; the URL was not taken in and may be offered again. */
  FULL,
  /** The frontier takes nothing in any more. */
  CLOSED
}
