package dev.outlink.record;

import dev.outlink.fetch.HeaderList;

/** The response of a page. The reader may keep it, and change its bytes. */
public final class PageContent {

  private final HeaderList headers;
  private final byte[] body;

  /** Takes over the array. */
  public PageContent(HeaderList headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  /** All headers, as they were sent. */
  public HeaderList headers() {
    return headers;
  }

  /**
   * The bytes that were read, their content coding undone (RFC 9110, section 8.4), in the
   * document's own character encoding. The outcome says whether they are all.
   */
  public byte[] body() {
    return body;
  }
}
