package dev.outlink;

import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.politeness.Politeness;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.sitemap.SitemapConfig;
import dev.outlink.url.CanonicalKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to crawl. Immutable. Every setting has the name of its command line option.
 *
 * @param politeness how many requests, and how far apart
 * @param fetch what a request looks like and what bounds its answer
 * @param links which links are listed, and what is told of them
 * @param follow which links are followed, and which wishes of pages are obeyed
 * @param scope which of those are crawled, and how many
 * @param sitemaps sitemaps whose pages are seeds
 * @param sameness which URLs count as one, of which only the first is crawled
 * @param robots whether robots.txt is asked
 * @param maxCrawlDelay the longest Crawl-delay of a robots.txt that is kept, up to one day
 * @param retries attempts after the first one, 0 to 100
 * @param maxRedirects redirects that are followed in a row, 0 to 100
 * @param maxTime how long a crawl may take, 1 ms to 365 days, or null
 * @param tempDir the folder in which a crawl that needs one makes its folder for temporary files;
 *     null is the system's place for them
 */
public record CrawlConfig(
    Politeness politeness,
    FetchConfig fetch,
    LinkSelection links,
    FollowRules follow,
    ScopeConfig scope,
    SitemapConfig sitemaps,
    CanonicalKey sameness,
    boolean robots,
    Duration maxCrawlDelay,
    int retries,
    int maxRedirects,
    @Nullable Duration maxTime,
    @Nullable Path tempDir) {

  private static final int MOST_REDIRECTS = 100;
  private static final int MOST_RETRIES = 100;
  private static final Duration LONGEST_CRAWL_DELAY = Duration.ofDays(1);
  private static final Duration LONGEST_TIME = Duration.ofDays(365);

  /** No limit is as long, and milliseconds can hold it. */
  private static final Duration TOO_LONG = Duration.ofDays(36_500);

  /** Refuses what is out of its range, with a {@link ConfigException}. */
  public CrawlConfig {
    List<String> problems = new ArrayList<>(fetch.problems());
    problems.addAll(scope.problems());
    problems.addAll(sitemaps.problems());
    problems.addAll(problems(maxCrawlDelay, retries, maxRedirects, maxTime));
    refuse(problems);
  }

  private static List<String> problems(
      Duration maxCrawlDelay, int retries, int maxRedirects, @Nullable Duration maxTime) {
    List<String> problems = new ArrayList<>();
    if (maxCrawlDelay.isNegative() || maxCrawlDelay.compareTo(LONGEST_CRAWL_DELAY) > 0) {
      problems.add("max-crawl-delay: " + maxCrawlDelay + " is not between 0 and one day");
    }
    if (retries < 0 || retries > MOST_RETRIES) {
      problems.add("retries: " + retries + " is not between 0 and " + MOST_RETRIES);
    }
    if (maxRedirects < 0 || maxRedirects > MOST_REDIRECTS) {
      problems.add("max-redirects: " + maxRedirects + " is not between 0 and " + MOST_REDIRECTS);
    }
    if (maxTime != null
        && (maxTime.compareTo(Duration.ofMillis(1)) < 0 || maxTime.compareTo(LONGEST_TIME) > 0)) {
      problems.add("max-time: " + maxTime + " is not between 1 ms and 365 days");
    }
    return problems;
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** By which ways requests go. */
  public NetworkConfig network() {
    return fetch.network();
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
    private @Nullable Integer ipConcurrency;
    private Duration ipDelay = Duration.ZERO;
    private boolean adaptive;
    private int maxHostFailures = Politeness.DEFAULT_MAX_HOST_FAILURES;
    private Duration maxRetryAfter = Politeness.DEFAULT_RETRY_AFTER_CAP;
    private boolean robots = true;
    private Duration maxCrawlDelay = Duration.ofSeconds(30);
    private int retries = 2;
    private Duration timeout = Duration.ofSeconds(20);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private @Nullable Duration readTimeout;
    private LinkSelection links = LinkSelection.DEFAULT;
    private Set<LinkKind> follow = LinkSelection.DEFAULT.kinds();
    private boolean obeysNofollow;
    private boolean obeysNoindex;
    private ScopeConfig scope = ScopeConfig.DEFAULT;
    private SitemapConfig sitemaps = SitemapConfig.NONE;
    private @Nullable Duration maxTime;
    private boolean ignoresQueryOrder;
    private Set<String> ignoredParameters = Set.of();
    private int maxRedirects = 10;
    private long maxBody = 8_000_000;
    private String userAgent = FetchConfig.DEFAULT_USER_AGENT;
    private @Nullable String contact;
    private HeaderList headers = HeaderList.EMPTY;
    private boolean insecure;
    private NetworkConfig network = NetworkConfig.DIRECT;
    private @Nullable Path tempDir;

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
     * Requests in flight to one IP address, whose hosts may be many; 1 to 100,000. Where it is not
     * set, 32, or eight times those to one host if that is more.
     */
    public Builder ipConcurrency(int requests) {
      ipConcurrency = requests;
      return this;
    }

    /** Pause between the starts of two requests to one IP address; zero for none, up to one day. */
    public Builder ipDelay(Duration delay) {
      ipDelay = delay;
      return this;
    }

    /** Whether delay and concurrency of a host follow its response time, within their limits. */
    public Builder adaptive(boolean follow) {
      adaptive = follow;
      return this;
    }

    /** Failures in a row after which a host is left alone; 0 for never. */
    public Builder maxHostFailures(int failures) {
      maxHostFailures = failures;
      return this;
    }

    /** The longest pause that a busy host is given, whatever it asks; 1 s to one day. */
    public Builder maxRetryAfter(Duration limit) {
      maxRetryAfter = limit;
      return this;
    }

    /** Whether robots.txt is asked. */
    public Builder robots(boolean ask) {
      robots = ask;
      return this;
    }

    /** The longest Crawl-delay of a robots.txt that is kept; up to one day. */
    public Builder maxCrawlDelay(Duration limit) {
      maxCrawlDelay = limit;
      return this;
    }

    /** Attempts after the first one, for failures that may pass; 0 to 100. */
    public Builder retries(int attempts) {
      retries = attempts;
      return this;
    }

    /** Which links are crawled, how far, and how many. */
    public Builder scope(ScopeConfig config) {
      scope = config;
      return this;
    }

    /** Kinds of links that are followed, whether or not they are listed. */
    public Builder follow(Set<LinkKind> kinds) {
      follow = Set.copyOf(kinds);
      return this;
    }

    /** Whether links and pages that say {@code nofollow} are not followed. */
    public Builder obeyNofollow(boolean obey) {
      obeysNofollow = obey;
      return this;
    }

    /** Whether the links of pages that say {@code noindex} are not listed. */
    public Builder obeyNoindex(boolean obey) {
      obeysNoindex = obey;
      return this;
    }

    /** Sitemaps whose pages are seeds. */
    public Builder sitemaps(SitemapConfig config) {
      sitemaps = config;
      return this;
    }

    /** How long a crawl may take before it is stopped; 1 ms to 365 days. No limit if not set. */
    public Builder maxTime(Duration limit) {
      maxTime = limit;
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

    /** A URL or address that webmasters may turn to: it is added to the User-Agent header. */
    public Builder contact(String text) {
      contact = text;
      return this;
    }

    /**
     * One more header of every request to the seed's own origin; it never crosses to another one.
     */
    public Builder header(String name, String value) {
      headers = headers.and(name, value);
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

    /** Sends all requests through one proxy; see {@link NetworkConfig#withProxy}. */
    public Builder proxy(String url) {
      return network(network.withProxy(url));
    }

    /** By which ways requests go; in place of what was said of that before. */
    public Builder network(NetworkConfig config) {
      network = config;
      return this;
    }

    /**
     * The folder for temporary files, which must be there and writable when a crawl first needs it:
     * a crawl of many URLs makes a folder of its own in it, and removes that at its end. The
     * system's place for such files where it is not set.
     */
    public Builder tempDir(Path folder) {
      tempDir = folder;
      return this;
    }

    /**
     * The configuration.
     *
     * @throws ConfigException if any setting is out of its range; it names all of them
     */
    public CrawlConfig build() {
      Set<DocumentType> documents = EnumSet.noneOf(DocumentType.class);
      documents.addAll(links.documents());
      String agent = contact == null ? userAgent : userAgent + " (+" + contact + ")";
      String product = RobotsPolicy.agentName(agent).toLowerCase(Locale.ROOT);
      FollowRules rules =
          new FollowRules(
              scope.depth() > 0 ? follow : Set.of(), obeysNofollow, obeysNoindex, product);
      documents.addAll(rules.documents());
      FetchConfig fetch =
          new FetchConfig(
              bounded(timeout),
              bounded(connectTimeout),
              bounded(readTimeout == null ? timeout : readTimeout),
              maxBody,
              agent,
              headers,
              documents,
              insecure,
              network);
      int perAddress =
          ipConcurrency == null ? Politeness.defaultIpConcurrency(hostConcurrency) : ipConcurrency;
      List<String> problems =
          Politeness.problems(
              concurrency,
              hostConcurrency,
              hostDelay,
              perAddress,
              ipDelay,
              adaptive,
              maxHostFailures,
              maxRetryAfter);
      if (contact != null
          && (contact.isBlank() || contact.indexOf('(') + contact.indexOf(')') > -2)) {
        problems.add("contact: it is empty or has a parenthesis");
      }
      problems.addAll(fetch.problems());
      problems.addAll(scope.problems());
      problems.addAll(sitemaps.problems());
      problems.addAll(problems(maxCrawlDelay, retries, maxRedirects, maxTime));
      refuse(problems);
      return new CrawlConfig(
          new Politeness(
              concurrency,
              hostConcurrency,
              hostDelay,
              perAddress,
              ipDelay,
              adaptive,
              maxHostFailures,
              maxRetryAfter),
          fetch,
          links,
          rules,
          scope,
          sitemaps,
          new CanonicalKey(ignoresQueryOrder, ignoredParameters),
          robots,
          maxCrawlDelay,
          retries,
          maxRedirects,
          maxTime,
          tempDir);
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
