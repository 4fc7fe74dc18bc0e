package dev.outlink.fetch;

import dev.outlink.url.CrawlUrl;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A response with a document whose body has arrived. The body is as it came over the wire until a
 * decoder has decoded it. It counts against the memory for bodies until its lease is closed.
 */
public final class Page implements FetchOutcome, AutoCloseable {

  private final CrawlUrl url;
  private final ResponseHead head;
  private final byte[] body;
  private final int length;
  private final boolean truncated;
  private final FetchOutcome.@Nullable Other breach;
  private final String remark;
  private final Lease lease;

  private Page(
      CrawlUrl url, ResponseHead head, byte[] body, int length, boolean truncated, Lease lease) {
    this(url, head, body, length, truncated, null, "", lease);
  }

  private Page(
      CrawlUrl url,
      ResponseHead head,
      byte[] body,
      int length,
      boolean truncated,
      FetchOutcome.@Nullable Other breach,
      String remark,
      Lease lease) {
    this.url = url;
    this.head = head;
    this.body = body;
    this.length = length;
    this.truncated = truncated;
    this.breach = breach;
    this.remark = remark;
    this.lease = lease;
  }

  /**
   * A response whose end did not come as it was announced. It is a page only if its encoding proves
   * that its content is whole, which the decoder finds out.
   *
   * @param breach its outcome otherwise
   */
  public static Page broken(
      CrawlUrl url, ResponseHead head, byte[] body, int length, Other breach, Lease lease) {
    return new Page(url, head, body, length, false, breach, "", lease);
  }

  /**
   * A response that has arrived.
   *
   * @param length how many bytes of the array are the body
   * @param truncated whether the body went on beyond that
   */
  public static Page arrived(
      CrawlUrl url, ResponseHead head, byte[] body, int length, boolean truncated, Lease lease) {
    return new Page(url, head, body, length, truncated, lease);
  }

  /** The URL that answered: links resolve against it. */
  public CrawlUrl url() {
    return url;
  }

  /** The HTTP status, 200 to 299. */
  public int status() {
    return head.status();
  }

  /** The Content-Type header as sent, or null. */
  public @Nullable String contentType() {
    return head.contentType();
  }

  /** The Content-Encoding header as sent, or null where the body is plain. */
  public @Nullable String contentEncoding() {
    return head.contentEncoding();
  }

  /** The Link headers as sent, in their order. */
  public List<String> linkHeaders() {
    return head.links();
  }

  /** The X-Robots-Tag headers as sent, in their order. */
  public List<String> robotsTags() {
    return head.robotsTags();
  }

  /** The Refresh header as sent, or null. */
  public @Nullable String refreshHeader() {
    return head.refresh();
  }

  /** All headers as sent, or null where they are not kept. */
  public @Nullable HeaderList headers() {
    return head.headers();
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

  /** What this response is unless its encoding proves that it is whole; null where its end came. */
  public FetchOutcome.@Nullable Other breach() {
    return breach;
  }

  /** What is to be said of this page in its record; may be empty. */
  public String remark() {
    return remark;
  }

  /** What this page holds. Who keeps something of the page's beyond the page keeps this too. */
  public Lease lease() {
    return lease;
  }

  /**
   * This page with a plain body, which takes over the lease of this one. That goes on to count the
   * body as sent: who decodes has room for the plain one.
   */
  public Page decoded(byte[] plain, int plainLength, boolean isTruncated) {
    String said =
        breach == null ? "" : "its " + contentEncoding() + " content is whole: " + breach.detail();
    return new Page(url, head.decoded(), plain, plainLength, isTruncated, null, said, lease);
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
    return of(url, ResponseHead.plain(contentType), body);
  }

  private static Page of(CrawlUrl url, ResponseHead head, byte[] body) {
    return new Page(url, head, body, body.length, false, Lease.NONE);
  }

  /**
   * What a response is that was fetched before, as a fetch of it would end; a page counts against
   * no budget.
   *
   * @param headers as they were sent, in any case of letters
   * @param body as it was sent, but for its transfer coding
   * @param documents types of documents that are pages
   */
  public static FetchOutcome recorded(
      CrawlUrl url, int status, HeaderList headers, byte[] body, Set<DocumentType> documents) {
    ResponseHead head = ResponseHead.of(status, "", headers);
    FetchOutcome verdict = head.verdict(documents);
    return verdict == null ? of(url, head, body) : verdict;
  }
}
