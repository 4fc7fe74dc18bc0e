package dev.outlink.crawl;

import com.google.common.collect.ImmutableListMultimap;
import dev.outlink.extract.LinkSelection;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.politeness.Politeness;
import dev.outlink.url.CanonicalKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to crawl. Immutable. Every setting has the name of its command line option.
 *
 * @param politeness how many requests, and how far apart
 * @param fetch what a request looks like and what bounds its answer
 * @param links which links are listed, and what is told of them
 * @param sameness which URLs count as one, of which only the first is crawled
 * @param maxRedirects redirects that are followed in a row, 0 to 100
 */
public record CrawlConfig(
    Politeness politeness,
    FetchConfig fetch,
    LinkSelection links,
    CanonicalKey sameness,
    int maxRedirects) {

  private static final int MOST_REDIRECTS = 100;

  /** No limit is as long, and milliseconds can hold it. */
  private static final Duration TOO_LONG = Duration.ofDays(36_500);

  /** Refuses what is out of its range, with a {@link ConfigException}. */
  public CrawlConfig {
    refuse(problems(fetch, maxRedirects));
  }

  private static List<String> problems(FetchConfig fetch, int maxRedirects) {
    List<String> problems = new ArrayList<>(fetch.problems());
    if (maxRedirects < 0 || maxRedirects > MOST_REDIRECTS) {
      problems.add("max-redirects: " + maxRedirects + " is not between 0 and " + MOST_REDIRECTS);
    }
    return problems;
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** The defaults: 256 requests in flight, 4 to a host, 20 s for a request, 8 MB for a body. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Collects settings; {@link #build()} says all that is wrong at once. Not safe for several
   * threads.
   */
  public static final class Builder {

    private int concurrency = 256;
    private int hostConcurrency = 4;
    private Duration hostDelay = Duration.ZERO;
    private Duration timeout = Duration.ofSeconds(20);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private @Nullable Duration readTimeout;
    private LinkSelection links = LinkSelection.DEFAULT;
    private boolean ignoresQueryOrder;
    private Set<String> ignoredParameters = Set.of();
    private int maxRedirects = 10;
    private long maxBody = 8_000_000;
    private String userAgent = FetchConfig.DEFAULT_USER_AGENT;
    private final ImmutableListMultimap.Builder<String, String> headers =
        ImmutableListMultimap.builder();
    private boolean insecure;
    private @Nullable String proxy;

    private Builder() {}

    /** Requests in flight at one time, 1 to 100,000. */
    public Builder concurrency(int requests) {
      concurrency = requests;
      return this;
    }

    /** Requests in flight to one host, 1 to 100,000. */
    public Builder hostConcurrency(int requests) {
      hostConcurrency = requests;
      return this;
    }

    /** Pause between the starts of two requests to one host; zero for none, one day at most. */
    public Builder hostDelay(Duration delay) {
      hostDelay = delay;
      return this;
    }

    /**
     * What a whole request may take, from its start to the last byte of its body; 1 ms to one day.
     */
    public Builder timeout(Duration limit) {
      timeout = limit;
      return this;
    }

    /** What making a connection may take; 1 ms to one day. */
    public Builder connectTimeout(Duration limit) {
      connectTimeout = limit;
      return this;
    }

    /**
     * How long a server may stay silent; 1 ms to one day. As long as the whole timeout where it is
     * not set.
     */
    public Builder readTimeout(Duration limit) {
      readTimeout = limit;
      return this;
    }

    /** Which links are listed, and what is told of them; this also selects types of documents. */
    public Builder links(LinkSelection selection) {
      links = selection;
      return this;
    }

    /** Whether URLs that differ in the order of their query's parameters count as one. */
    public Builder ignoreQueryOrder(boolean ignore) {
      ignoresQueryOrder = ignore;
      return this;
    }

    /**
     * Query parameters in which URLs may differ and count as one: names as they stand in URLs; a
     * last {@code *} stands for any rest.
     */
    public Builder ignoreParams(Set<String> names) {
      ignoredParameters = names;
      return this;
    }

    /** Redirects that are followed in a row, 0 to 100. */
    public Builder maxRedirects(int hops) {
      maxRedirects = hops;
      return this;
    }

    /**
     * Largest body in bytes, as sent and decoded; 1 to 1,000,000,000. What came until then is still
     * read.
     */
    public Builder maxBody(long bytes) {
      maxBody = bytes;
      return this;
    }

    /** The User-Agent header. */
    public Builder userAgent(String value) {
      userAgent = value;
      return this;
    }

    /**
     * One more header of every request to the seed's own origin; it never crosses to another one.
     */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /** The Cookie header, kept to the seed's own origin like {@link #header}. */
    public Builder cookie(String value) {
      return header("Cookie", value);
    }

    /** Accepts every TLS certificate. */
    public Builder insecure(boolean accept) {
      insecure = accept;
      return this;
    }

    /** Sends all requests through {@code http://[user:password@]host:port}. */
    public Builder proxy(String url) {
      proxy = url;
      return this;
    }

    /**
     * The configuration.
     *
     * @throws ConfigException if any setting is out of its range; it names all of them
     */
    public CrawlConfig build() {
      FetchConfig fetch =
          new FetchConfig(
              bounded(timeout),
              bounded(connectTimeout),
              bounded(readTimeout == null ? timeout : readTimeout),
              maxBody,
              userAgent,
              headers.build(),
              links.documents(),
              insecure,
              proxy);
      List<String> problems = Politeness.problems(concurrency, hostConcurrency, hostDelay);
      problems.addAll(problems(fetch, maxRedirects));
      refuse(problems);
      return new CrawlConfig(
          new Politeness(concurrency, hostConcurrency, hostDelay),
          fetch,
          links,
          new CanonicalKey(ignoresQueryOrder, ignoredParameters),
          maxRedirects);
    }

    /** Out of range stays out of range, in a number that milliseconds can tell. */
    private static Duration bounded(Duration time) {
      if (time.isNegative()) {
        return time.compareTo(TOO_LONG.negated()) < 0 ? TOO_LONG.negated() : time;
      }
      return time.compareTo(TOO_LONG) > 0 ? TOO_LONG : time;
    }
  }
}
