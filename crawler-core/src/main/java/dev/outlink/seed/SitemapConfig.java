package dev.outlink.seed;

import com.google.common.collect.ImmutableList;
import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;

/**
 * Sitemaps whose pages are seeds, beside the inputs and after them.
 *
 * @param urls sitemaps, or indexes of them
 * @param ofHosts whether those of each seed's host are read: the ones that its robots.txt names, or
 *     else {@code /sitemap.xml}
 */
public record SitemapConfig(List<String> urls, boolean ofHosts) {

  /** No sitemaps. */
  public static final SitemapConfig NONE = new SitemapConfig(List.of(), false);

  /** Copies the list. */
  public SitemapConfig {
    urls = ImmutableList.copyOf(urls);
  }

  /** What cannot be fetched, a sentence each that begins with the option's name. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (String url : urls) {
      if (!(CrawlUrl.parse(url) instanceof CrawlUrl parsed) || !parsed.isHttp()) {
        problems.add("sitemap: '" + url + "' is no http or https URL");
      }
    }
    return problems;
  }
}
