package dev.outlink.fetch;

import dev.outlink.url.CrawlUrl;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One GET request.
 *
 * @param url what to fetch; http or https
 * @param ownHeaders whether the user's own headers and cookies go along: only towards the origin of
 *     the seed, never across a redirect to another one
 * @param wanted the bodies that are read, or null for those of {@link FetchConfig}
 */
public record FetchRequest(CrawlUrl url, boolean ownHeaders, @Nullable Wanted wanted) {

  /** A request for a page. */
  public FetchRequest(CrawlUrl url, boolean ownHeaders) {
    this(url, ownHeaders, null);
  }

  /**
   * Which bodies are read, and how much of them.
   *
   * @param documents their types, or null for every type
   * @param maxBody bytes as sent, 1 to 1,000,000,000; what lies beyond is cut off
   * @param timeouts how many times the timeout of {@link FetchConfig} the whole request may take, 1
   *     to 100: more for what is large; silence stays bounded as for others
   */
  public record Wanted(@Nullable Set<DocumentType> documents, int maxBody, int timeouts) {

    /** Bodies of every type, within one timeout. */
    public static Wanted anyType(int maxBody) {
      return new Wanted(null, maxBody, 1);
    }
  }
}
