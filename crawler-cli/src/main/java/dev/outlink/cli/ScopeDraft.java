package dev.outlink.cli;

import dev.outlink.CrawlConfig;
import dev.outlink.cli.text.SafeText;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.scope.ScopeKind;
import dev.outlink.sitemap.SitemapConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is crawled, in the making: sitemaps beside the inputs, and which links are followed from
 * there. Confined to one thread.
 */
final class ScopeDraft {

  private static final String AUTO = "auto";
  private static final int MESSAGE_LENGTH = 1_000;

  private final List<String> include = new ArrayList<>();
  private final List<String> exclude = new ArrayList<>();
  private final List<String> sitemaps = new ArrayList<>();
  private ScopeConfig scope = ScopeConfig.DEFAULT;
  private Set<LinkKind> follow = LinkSelection.DEFAULT.kinds();
  private boolean nofollow;
  private boolean noindex;
  private boolean sitemapsOfHosts;
  private boolean sitemapIsNamed;

  /**
   * Takes the value of an option.
   *
   * @return false where it is none of these options
   * @throws BadValue if the text cannot be read as such a value; the option keeps its default
   */
  boolean set(String key, String value) throws BadValue {
    switch (key) {
      case "depth" -> scope = scope.withDepth(Draft.number(value));
      case "scope" -> scope = scope.withScope(kind(value));
      case "include" -> include.add(fine(value, ScopeConfig.DEFAULT.withInclude(List.of(value))));
      case "exclude" -> exclude.add(fine(value, ScopeConfig.DEFAULT.withExclude(List.of(value))));
      case "follow" -> follow = LinkDraft.kinds(value);
      case "obey" -> obey(value);
      case "sitemap" -> sitemap(value);
      case "max-pages" -> scope = scope.withMaxPages(Draft.largeNumber(value));
      case "max-pages-per-host" -> scope = scope.withMaxPagesPerHost(Draft.largeNumber(value));
      case "max-url-length" -> scope = scope.withMaxUrlLength(Draft.number(value));
      case "max-segments" -> scope = scope.withMaxSegments(Draft.number(value));
      case "max-repeats" -> scope = scope.withMaxRepeats(Draft.number(value));
      case "max-variants" -> scope = scope.withMaxVariants(Draft.number(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether there is something to crawl without an input: a sitemap, be its URL right or wrong. */
  boolean sitemapIsNamed() {
    return sitemapIsNamed;
  }

  /** Puts all that was set into a configuration. */
  void applyTo(CrawlConfig.Builder crawl) {
    crawl
        .scope(scope.withInclude(include).withExclude(exclude))
        .follow(follow)
        .obeyNofollow(nofollow)
        .obeyNoindex(noindex)
        .sitemaps(new SitemapConfig(sitemaps, sitemapsOfHosts));
  }

  private static ScopeKind kind(String value) throws BadValue {
    ScopeKind kind = ScopeKind.of(value);
    if (kind == null) {
      List<String> known = new ArrayList<>();
      for (ScopeKind each : ScopeKind.values()) {
        known.add(each.label());
      }
      throw LinkDraft.unknown(value, "scope", known);
    }
    return kind;
  }

  private void obey(String value) throws BadValue {
    List<String> names = LinkDraft.names(value);
    for (String name : names) {
      if (!name.equals("nofollow") && !name.equals("noindex")) {
        throw new BadValue("'" + SafeText.of(name) + "' is neither nofollow nor noindex");
      }
    }
    nofollow = names.contains("nofollow");
    noindex = names.contains("noindex");
  }

  private void sitemap(String value) throws BadValue {
    if (value.equals(AUTO)) {
      sitemapsOfHosts = true;
      return;
    }
    sitemapIsNamed = true;
    List<String> problems = new SitemapConfig(List.of(value), false).problems();
    if (!problems.isEmpty()) {
      throw new BadValue(text(problems) + "; give the URL of a sitemap, or " + AUTO);
    }
    sitemaps.add(value);
  }

  /** The value, if a configuration with it is right: asked one by one, to say which is wrong. */
  private static String fine(String value, ScopeConfig withIt) throws BadValue {
    List<String> problems = withIt.problems();
    if (!problems.isEmpty()) {
      throw new BadValue(text(problems));
    }
    return value;
  }

  /** The first problem without the option's name that it begins with. */
  private static String text(List<String> problems) {
    String problem = problems.get(0);
    return SafeText.of(problem.substring(problem.indexOf(':') + 2), MESSAGE_LENGTH);
  }
}
