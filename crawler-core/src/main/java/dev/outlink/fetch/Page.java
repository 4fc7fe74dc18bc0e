package dev.outlink.fetch;

import dev.outlink.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * An HTML response whose body has arrived. The body is as it came over the wire until {@link
 * ContentDecoder} has decoded it. It counts against the {@link BodyBudget} until its lease is
 * closed.
 */
public final class Page implements FetchOutcome, AutoCloseable {

  private final CrawlUrl url;
  private final int status;
  private final @Nullable String contentType;
  private final @Nullable String contentEncoding;
  private final byte[] body;
  private final int length;
  private final boolean truncated;
  private final BodyBudget.Lease lease;

  Page(
      CrawlUrl url,
      int status,
      @Nullable String contentType,
      @Nullable String contentEncoding,
      byte[] body,
      int length,
      boolean truncated,
      BodyBudget.Lease lease) {
    this.url = url;
    this.status = status;
    this.contentType = contentType;
    this.contentEncoding = contentEncoding;
    this.body = body;
    this.length = length;
    this.truncated = truncated;
    this.lease = lease;
  }

  /** The URL that answered: links resolve against it. */
  public CrawlUrl url() {
    return url;
  }

  /** The HTTP status, 200 to 299. */
  public int status() {
    return status;
  }

  /** The Content-Type header as sent, or null. */
  public @Nullable String contentType() {
    return contentType;
  }

  /** The Content-Encoding header as sent, or null where the body is plain. */
  public @Nullable String contentEncoding() {
    return contentEncoding;
  }

  /**
   * The body's bytes: the first {@link #length()} of this array, which the reader must not change.
   */
  public byte[] body() {
    return body;
  }

  /** Number of bytes in {@link #body()}. */
  public int length() {
    return length;
  }

  /** True where the body went on beyond the size limit and was cut there. */
  public boolean truncated() {
    return truncated;
  }

  /** What this page holds. Who keeps something of the page's beyond the page keeps this too. */
  public BodyBudget.Lease lease() {
    return lease;
  }

  /** This page with a plain body, which takes over what this one holds. */
  Page decoded(byte[] plain, int plainLength, boolean isTruncated) {
    lease.resize(plain.length);
    return new Page(url, status, contentType, null, plain, plainLength, isTruncated, lease);
  }

  /** Closes the {@link #lease()}. Idempotent. */
  @Override
  public void close() {
    lease.close();
  }

  /**
   * A plain page over the given bytes that counts against no budget: for tests and for documents
   * that were not fetched.
   */
  public static Page of(CrawlUrl url, @Nullable String contentType, byte[] body) {
    return new Page(url, 200, contentType, null, body, body.length, false, BodyBudget.Lease.NONE);
  }
}
