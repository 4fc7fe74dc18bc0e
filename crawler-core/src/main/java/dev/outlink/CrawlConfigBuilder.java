package dev.outlink;

import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.link.Extractor;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.politeness.Politeness;
import dev.outlink.robots.RobotsPolicy;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.seed.SitemapConfig;
import dev.outlink.url.CanonicalKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a crawl; {@link #build()} says all that is wrong at once. Every setting
 * has the name of its command line option. Not safe for several threads.
 */
public final class CrawlConfigBuilder implements Cloneable {

  /** No limit is as long, and milliseconds can hold it. */
  private static final Duration TOO_LONG = Duration.ofDays(36_500);

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
  private Extractor extractor = Extractor.SCAN;
  private boolean keepsContent;
  private boolean insecure;
  private NetworkConfig network = NetworkConfig.DIRECT;
  private @Nullable Path tempDir;

  CrawlConfigBuilder() {}

  /** A builder with the same settings, which goes its own way. */
  CrawlConfigBuilder copy() {
    try {
      return (CrawlConfigBuilder) clone(); // all settings are immutable
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Requests in flight at one time, 1 to 100,000. */
  public CrawlConfigBuilder concurrency(int requests) {
    concurrency = requests;
    return this;
  }

  /** Requests in flight to one host, 1 to 100,000. */
  public CrawlConfigBuilder hostConcurrency(int requests) {
    hostConcurrency = requests;
    return this;
  }

  /** Pause between the starts of two requests to one host; zero for none, one day at most. */
  public CrawlConfigBuilder hostDelay(Duration delay) {
    hostDelay = delay;
    return this;
  }

  /**
   * Requests in flight to one IP address, whose hosts may be many; 1 to 100,000. Where it is not
   * set, 32, or eight times those to one host if that is more.
   */
  public CrawlConfigBuilder ipConcurrency(int requests) {
    ipConcurrency = requests;
    return this;
  }

  /** Pause between the starts of two requests to one IP address; zero for none, up to one day. */
  public CrawlConfigBuilder ipDelay(Duration delay) {
    ipDelay = delay;
    return this;
  }

  /** Whether delay and concurrency of a host follow its response time, within their limits. */
  public CrawlConfigBuilder adaptive(boolean follow) {
    adaptive = follow;
    return this;
  }

  /** Failures in a row after which a host is left alone; 0 for never. */
  public CrawlConfigBuilder maxHostFailures(int failures) {
    maxHostFailures = failures;
    return this;
  }

  /** The longest pause that a busy host is given, whatever it asks; 1 s to one day. */
  public CrawlConfigBuilder maxRetryAfter(Duration limit) {
    maxRetryAfter = limit;
    return this;
  }

  /** Whether robots.txt is asked. */
  public CrawlConfigBuilder robots(boolean ask) {
    robots = ask;
    return this;
  }

  /** The longest Crawl-delay of a robots.txt that is kept; up to one day. */
  public CrawlConfigBuilder maxCrawlDelay(Duration limit) {
    maxCrawlDelay = limit;
    return this;
  }

  /** Attempts after the first one, for failures that may pass; 0 to 100. */
  public CrawlConfigBuilder retries(int attempts) {
    retries = attempts;
    return this;
  }

  /** Which links are crawled, how far, and how many. */
  public CrawlConfigBuilder scope(ScopeConfig config) {
    scope = config;
    return this;
  }

  /** Kinds of links that are followed, whether or not they are listed. */
  public CrawlConfigBuilder follow(Set<LinkKind> kinds) {
    follow = Set.copyOf(kinds);
    return this;
  }

  /** Whether links and pages that say {@code nofollow} are not followed. */
  public CrawlConfigBuilder obeyNofollow(boolean obey) {
    obeysNofollow = obey;
    return this;
  }

  /** Whether the links of pages that say {@code noindex} are not listed. */
  public CrawlConfigBuilder obeyNoindex(boolean obey) {
    obeysNoindex = obey;
    return this;
  }

  /** Sitemaps whose pages are seeds. */
  public CrawlConfigBuilder sitemaps(SitemapConfig config) {
    sitemaps = config;
    return this;
  }

  /** How long a crawl may take before it is stopped; 1 ms to 365 days. No limit if not set. */
  public CrawlConfigBuilder maxTime(Duration limit) {
    maxTime = limit;
    return this;
  }

  /**
   * What a whole request may take, from its start to the last byte of its body; 1 ms to one day.
   */
  public CrawlConfigBuilder timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /** What making a connection may take; 1 ms to one day. */
  public CrawlConfigBuilder connectTimeout(Duration limit) {
    connectTimeout = limit;
    return this;
  }

  /**
   * How long a server may stay silent; 1 ms to one day. As long as the whole timeout where it is
   * not set.
   */
  public CrawlConfigBuilder readTimeout(Duration limit) {
    readTimeout = limit;
    return this;
  }

  /** Which links are listed, and what is told of them; this also selects types of documents. */
  public CrawlConfigBuilder links(LinkSelection selection) {
    links = selection;
    return this;
  }

  /** Whether URLs that differ in the order of their query's parameters count as one. */
  public CrawlConfigBuilder ignoreQueryOrder(boolean ignore) {
    ignoresQueryOrder = ignore;
    return this;
  }

  /**
   * Query parameters in which URLs may differ and count as one: names as they stand in URLs; a last
   * {@code *} stands for any rest.
   */
  public CrawlConfigBuilder ignoreParams(Set<String> names) {
    ignoredParameters = names;
    return this;
  }

  /** Redirects that are followed in a row, 0 to 100. */
  public CrawlConfigBuilder maxRedirects(int hops) {
    maxRedirects = hops;
    return this;
  }

  /**
   * Largest body in bytes, as sent and decoded; 1 to 1,000,000,000. What came until then is still
   * read.
   */
  public CrawlConfigBuilder maxBody(long bytes) {
    maxBody = bytes;
    return this;
  }

  /** The User-Agent header. */
  public CrawlConfigBuilder userAgent(String value) {
    userAgent = value;
    return this;
  }

  /** A URL or address that webmasters may turn to: it is added to the User-Agent header. */
  public CrawlConfigBuilder contact(String text) {
    contact = text;
    return this;
  }

  /** One more header of every request to the seed's own origin; it never crosses to another one. */
  public CrawlConfigBuilder header(String name, String value) {
    headers = headers.and(name, value);
    return this;
  }

  /** The Cookie header, kept to the seed's own origin like {@link #header}. */
  public CrawlConfigBuilder cookie(String value) {
    return header("Cookie", value);
  }

  /** How the links of HTML are found: the links are the same, the time is not. */
  public CrawlConfigBuilder extractor(Extractor choice) {
    extractor = choice;
    return this;
  }

  /**
   * Whether the result of each page that is read holds its headers and body. They count against the
   * crawl's memory until the sink has taken the result.
   */
  public CrawlConfigBuilder keepContent(boolean keep) {
    keepsContent = keep;
    return this;
  }

  /** Accepts every TLS certificate. */
  public CrawlConfigBuilder insecure(boolean accept) {
    insecure = accept;
    return this;
  }

  /** Sends all requests through one proxy; see {@link NetworkConfig#withProxy}. */
  public CrawlConfigBuilder proxy(String url) {
    return network(network.withProxy(url));
  }

  /** By which ways requests go; in place of what was said of that before. */
  public CrawlConfigBuilder network(NetworkConfig config) {
    network = config;
    return this;
  }

  /**
   * The folder for temporary files, which must be there and writable when a crawl first needs it: a
   * crawl of many URLs makes a folder of its own in it, and removes that at its end. The system's
   * place for such files where it is not set.
   */
  public CrawlConfigBuilder tempDir(Path folder) {
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
            keepsContent,
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
    problems.addAll(CrawlConfig.problems(maxCrawlDelay, retries, maxRedirects, maxTime));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new CrawlConfig(
        copy(),
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
        extractor,
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
