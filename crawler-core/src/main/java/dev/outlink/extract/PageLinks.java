package dev.outlink.extract;

import dev.outlink.url.CrawlUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links of one page: those that are listed, and those that are followed, which need not be the
 * same.
 *
 * @param links what is listed, in document order; empty where {@code noindex}
 * @param followed what is followed: distinct http(s) URLs without fragments, in document order
 * @param cut the bound that left links out, or null where there are all
 * @param noindex whether the page asks not to be listed, and {@link FollowRules#obeysNoindex}
 * @param nofollowed how many distinct URLs are not followed only because the page asks for that,
 *     and {@link FollowRules#obeysNofollow}
 */
public record PageLinks(
    List<Outlink> links,
    List<CrawlUrl> followed,
    @Nullable Cut cut,
    boolean noindex,
    int nofollowed) {

  /** Whether no bound left links out. */
  public boolean complete() {
    return cut == null;
  }
}
