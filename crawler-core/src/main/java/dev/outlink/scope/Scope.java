package dev.outlink.scope;

import com.google.common.collect.ImmutableList;
import com.google.re2j.Pattern;
import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which discovered links are crawled. The rules are asked in this order, and the first that refuses
 * counts: scheme, depth, scope, length, patterns, segments, repeated segments. So what is out of
 * scope never counts as the end of a budget. Immutable in what it answers; safe for any thread.
 */
public final class Scope {

  private final ScopeConfig config;
  private final ImmutableList<Pattern> include;
  private final ImmutableList<Pattern> exclude;
  private final Nearness nearness;

  /** A scope that knows of no inputs but the roots of each link. */
  public Scope(ScopeConfig config) {
    this(config, new InputHosts());
  }

  /**
   * A scope.
   *
   * @param inputs the hosts of all inputs, where the scope is {@link ScopeKind#INPUTS}
   * @throws IllegalArgumentException if the configuration has {@link ScopeConfig#problems}
   */
  public Scope(ScopeConfig config, InputHosts inputs) {
    List<String> problems = config.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    this.config = config;
    this.include = compiled(config.include());
    this.exclude = compiled(config.exclude());
    this.nearness = new Nearness(config.scope(), inputs);
  }

  private static ImmutableList<Pattern> compiled(List<String> expressions) {
    return expressions.stream().map(Pattern::compile).collect(ImmutableList.toImmutableList());
  }

  /**
   * About a link on a page: {@link Admission#ADMITTED} if it may be offered to the frontier, else
   * the rule that refuses it.
   */
  public Admission judge(CrawlTask parent, CrawlUrl link) {
    if (!link.isHttp()) {
      return Admission.NOT_CRAWLABLE;
    }
    if (parent.depth() >= config.depth()) {
      return Admission.TOO_DEEP;
    }
    return judge(parent.roots(), link);
  }

  /**
   * As {@link #judge(CrawlTask, CrawlUrl)} about the target of a redirect, which is as deep as the
   * URL that led to it. Where that is a seed, the user named it, and any http(s) URL may follow.
   */
  public Admission judgeRedirect(CrawlTask from, CrawlUrl target) {
    if (!target.isHttp()) {
      return Admission.NOT_CRAWLABLE;
    }
    return from.depth() == 0 ? Admission.ADMITTED : judge(from.roots(), target);
  }

  private Admission judge(List<CrawlUrl> roots, CrawlUrl link) {
    if (!nearness.isNear(roots, link)) {
      return Admission.OUT_OF_SCOPE;
    }
    int length = lengthOf(link);
    if (isOver(length, config.maxUrlLength())) {
      return Admission.URL_TOO_LONG;
    }
    if (isExcluded(link, length)) {
      return Admission.EXCLUDED;
    }
    String path = link.path();
    if (isOver(Segments.count(path), config.maxSegments())) {
      return Admission.TOO_MANY_SEGMENTS;
    }
    if (config.maxRepeats() > 0 && Segments.repeated(path, config.maxRepeats()) != null) {
      return Admission.REPEATED_SEGMENTS;
    }
    return Admission.ADMITTED;
  }

  private static boolean isOver(int value, int most) {
    return most > 0 && value > most;
  }

  /** Characters without the fragment. A number sign stands nowhere else in an http(s) URL. */
  private static int lengthOf(CrawlUrl link) {
    int sign = link.href().indexOf('#');
    return sign < 0 ? link.href().length() : sign;
  }

  private boolean isExcluded(CrawlUrl link, int length) {
    if (include.isEmpty() && exclude.isEmpty()) {
      return false;
    }
    String text = link.href().substring(0, length);
    return (!include.isEmpty() && first(include, text) == null) || first(exclude, text) != null;
  }

  private static @Nullable Pattern first(List<Pattern> patterns, String text) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(text).find()) {
        return pattern;
      }
    }
    return null;
  }

  /**
   * An answer about a link or the target of a redirect in words: which rule and which value decide,
   * such as {@code host example.com is not www.example.org}. Not for hot paths.
   */
  public String why(Admission answer, CrawlTask parent, CrawlUrl link) {
    return switch (answer) {
      case ADMITTED -> "in scope";
      case ALREADY_KNOWN -> "known already";
      case NOT_CRAWLABLE -> "scheme " + link.scheme() + " is not http or https";
      case FULL -> "no room now";
      case CLOSED -> "the crawl has ended";
      case TOO_DEEP -> "depth " + (parent.depth() + 1) + " is over --depth " + config.depth();
      case OUT_OF_SCOPE -> nearness.why(parent.roots(), link);
      case EXCLUDED -> whyExcluded(link);
      case NOFOLLOW -> "the page asks that its links are not followed";
      case URL_TOO_LONG ->
          lengthOf(link) + " characters, over --max-url-length " + config.maxUrlLength();
      case TOO_MANY_SEGMENTS ->
          Segments.count(link.path()) + " segments, over --max-segments " + config.maxSegments();
      case REPEATED_SEGMENTS ->
          "segment '"
              + Segments.repeated(link.path(), config.maxRepeats())
              + "' more than --max-repeats "
              + config.maxRepeats()
              + " times";
      case TOO_MANY_VARIANTS ->
          "--max-variants "
              + config.maxVariants()
              + " URLs like "
              + link.host()
              + PathShape.of(link.path());
      case MAX_PAGES -> "--max-pages " + config.maxPages() + " reached";
      case MAX_PAGES_PER_HOST ->
          "--max-pages-per-host " + config.maxPagesPerHost() + " reached for " + link.host();
    };
  }

  private String whyExcluded(CrawlUrl link) {
    Pattern pattern = first(exclude, link.canonical().href());
    if (pattern != null) {
      return "matches --exclude '" + pattern.pattern() + "'";
    }
    return "matches no --include '" + String.join("', '", config.include()) + "'";
  }
}
