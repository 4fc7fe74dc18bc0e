package dev.outlink.fetch;

/**
 * Undoes the content encodings of a page (gzip, deflate, br, zstd), with a bound on the decoded
 * size.
 */
public final class ContentDecoder {
  public ContentDecoder(long maxBody) {}

  public FetchOutcome decode(Page page) {
    return page;
  }
}
