package dev.outlink.link;

import com.google.common.collect.Sets;
import dev.outlink.fetch.DocumentType;
import java.util.Locale;
import java.util.Set;

/**
 * Which links are followed, and which wishes of pages are obeyed. What is listed is another
 * question: {@link LinkSelection}.
 *
 * @param kinds the kinds of links that are followed; none where nothing is. Redirects ({@link
 *     LinkKind#LOCATION}) are not links of a page
 * @param obeysNofollow whether a link with {@code rel=nofollow} is not followed, and none of a page
 *     that says {@code nofollow} or {@code none} for robots
 * @param obeysNoindex whether links of a page that says {@code noindex} or {@code none} for robots
 *     are not listed
 * @param product the product token that pages call this crawler by, in lower case; empty for none
 */
public record FollowRules(
    Set<LinkKind> kinds, boolean obeysNofollow, boolean obeysNoindex, String product) {

  /** Nothing is followed, and nothing obeyed. */
  public static final FollowRules NONE = new FollowRules(Set.of(), false, false, "");

  /** Copies the set. */
  public FollowRules {
    kinds = Sets.immutableEnumSet(kinds);
    if (!product.equals(product.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("product in upper case: " + product);
    }
  }

  /** The types of documents that links of these kinds are found in; none where nothing is. */
  public Set<DocumentType> documents() {
    return LinkKind.documents(kinds);
  }

  /** Whether what a page says for robots is of interest. */
  public boolean obeysRobotsTags() {
    return obeysNofollow || obeysNoindex;
  }
}
