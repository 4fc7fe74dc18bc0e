package dev.outlink.url;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs count as the same: it makes the text by which a URL is known. That text is never
 * fetched and never written; of several URLs with one key the first one is crawled, as it stands.
 *
 * <p>The {@link #STANDARD} key is that of {@link CrawlUrl#canonical()}, without the fragment, and
 * nothing that a server could tell apart is ever one. The two settings are the user's word that
 * servers do not.
 *
 * @param ignoresQueryOrder whether {@code a=1&b=2} is {@code b=2&a=1}
 * @param ignoredParameters names of query parameters that do not count, as they stand in URLs; a
 *     last {@code *} stands for any rest
 */
public record CanonicalKey(boolean ignoresQueryOrder, Set<String> ignoredParameters) {

  /** The URL without its fragment. */
  public static final CanonicalKey STANDARD = new CanonicalKey(false, Set.of());

  /** Copies the set. */
  public CanonicalKey {
    ignoredParameters = ImmutableSet.copyOf(ignoredParameters);
  }

  /** The key of a URL. */
  public String of(CrawlUrl url) {
    String href = url.canonical().href();
    String query = url.query();
    if (query == null || (!ignoresQueryOrder && ignoredParameters.isEmpty())) {
      return href;
    }
    String kept = kept(query);
    String start = href.substring(0, href.length() - query.length() - 1);
    return kept == null ? start : start + '?' + kept;
  }

  /** What counts of a query, or null where it had parameters and none does. */
  private @Nullable String kept(String query) {
    List<String> parameters = new ArrayList<>();
    for (int from = 0; from <= query.length(); ) {
      int ampersand = query.indexOf('&', from);
      int to = ampersand < 0 ? query.length() : ampersand;
      String parameter = query.substring(from, to);
      if (!isIgnored(parameter)) {
        parameters.add(parameter);
      }
      from = to + 1;
    }
    if (ignoresQueryOrder) {
      Collections.sort(parameters);
    }
    return parameters.isEmpty() ? null : String.join("&", parameters);
  }

  private boolean isIgnored(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    for (String ignored : ignoredParameters) {
      int last = ignored.length() - 1;
      boolean matches =
          (last >= 0 && ignored.charAt(last) == '*')
              ? name.startsWith(ignored.substring(0, last))
              : name.equals(ignored);
      if (matches) {
        return true;
      }
    }
    return false;
  }
}
