package dev.outlink.link;

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
 * @param tooLong how many links are not listed only because they are longer than {@link
 *     CrawlUrl#MAX_LENGTH}
 */
public record PageLinks(
    List<Outlink> links,
    List<CrawlUrl> followed,
    @Nullable PageBound cut,
    boolean noindex,
    int nofollowed,
    int tooLong) {

  /** Whether no bound left links out. */
  public boolean complete() {
    return cut == null;
  }

  /** Says how many links are too long to be listed. */
  public static String leftOut(int tooLong) {
    return (tooLong == 1 ? "1 link" : tooLong + " links")
        + " longer than 65,536 characters left out";
  }
}
