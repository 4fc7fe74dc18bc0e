package dev.outlink.sitemap;

import dev.outlink.seed.SeedText;
import dev.outlink.sitemap.SitemapEntry.Index;
import dev.outlink.sitemap.SitemapEntry.Invalid;
import dev.outlink.sitemap.SitemapEntry.Page;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;
import org.jspecify.annotations.Nullable;

/**
 * A text that should be a URL.
 *
 * @param text without the white space around it
 * @param fault why it is none, where that is known already
 */
record SitemapLocation(String text, @Nullable String fault) {

  static final SitemapLocation NONE = new SitemapLocation("", "no location");

  /** Why a text with octets that its encoding does not have is none: nobody can know its URL. */
  static final String UNDECODABLE =
      "octets that are none of its encoding (UTF-8, where it names no other)";

  /** Finds that fault, where there is no other. */
  SitemapLocation {
    fault = fault == null && SeedText.isUndecodable(text) ? UNDECODABLE : fault;
  }

  /** The same, which says where its undecodable octets are. */
  SitemapLocation at(String place) {
    return UNDECODABLE.equals(fault) ? new SitemapLocation(text, fault + place) : this;
  }

  /** The page that it names. */
  SitemapEntry page(CrawlUrl base) {
    return fault == null && base.resolve(text) instanceof CrawlUrl url
        ? new Page(url)
        : invalid(base);
  }

  /** The sitemap that it names. */
  SitemapEntry index(CrawlUrl base) {
    return fault == null && base.resolve(text) instanceof CrawlUrl url && url.isHttp()
        ? new Index(url)
        : invalid(base);
  }

  private Invalid invalid(CrawlUrl base) {
    String reason = fault;
    if (reason == null) {
      UrlResult result = base.resolve(text);
      reason = result instanceof InvalidUrl invalid ? invalid.reason() : "not http or https";
    }
    return new Invalid(SeedText.cut(text), reason);
  }

  /** Whether it is an absolute URL of http(s). */
  boolean isHttp() {
    return fault == null && CrawlUrl.parse(text) instanceof CrawlUrl url && url.isHttp();
  }

  /** Puts a location together of its parts, in bounded memory. Confined to one thread. */
  static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private @Nullable String fault;

    /** Appends text; white space in front of the first other character does not count. */
    void append(String part) {
      int from = 0;
      if (text.isEmpty()) {
        while (from < part.length() && Character.isWhitespace(part.charAt(from))) {
          from++;
        }
      }
      int length = Math.min(CrawlUrl.MAX_LENGTH - text.length(), part.length() - from);
      text.append(part, from, from + length);
      if (from + length < part.length() && !part.substring(from + length).isBlank()) {
        fault = "longer than 65,536 characters";
      }
    }

    /** Appends what is not to be expanded. */
    void appendEntity(String name) {
      append("&" + name + ";");
      fault = "has an entity, which is not expanded";
    }

    /** What was appended since the last time. */
    SitemapLocation take() {
      String all = text.toString().strip();
      SitemapLocation location = all.isEmpty() ? NONE : new SitemapLocation(all, fault);
      text.setLength(0);
      fault = null;
      return location;
    }
  }
}
