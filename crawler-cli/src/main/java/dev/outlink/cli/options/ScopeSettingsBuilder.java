package dev.outlink.cli.options;

import dev.outlink.CrawlConfigBuilder;
import dev.outlink.cli.text.SafeText;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.scope.ScopeConfig;
import dev.outlink.scope.ScopeKind;
import dev.outlink.seed.SitemapConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects the options for the scope of a crawl: additional sitemaps, and which links are followed.
 * Confined to one thread.
 */
final class ScopeSettingsBuilder {

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
   * Sets the value of an option.
   *
   * @return false if it is not one of these options
   * @throws BadValue if the text is not a valid value; the option keeps its default
   */
  boolean set(String key, String value) throws InvalidValueException {
    switch (key) {
      case "depth" -> scope = scope.withDepth(CrawlSettingsBuilder.number(value));
      case "scope" -> scope = scope.withScope(kind(value));
      case "include" -> include.add(fine(value, ScopeConfig.DEFAULT.withInclude(List.of(value))));
      case "exclude" -> exclude.add(fine(value, ScopeConfig.DEFAULT.withExclude(List.of(value))));
      case "follow" -> follow = LinkSettingsBuilder.kinds(value);
      case "obey" -> obey(value);
      case "sitemap" -> sitemap(value);
      case "max-pages" -> scope = scope.withMaxPages(CrawlSettingsBuilder.largeNumber(value));
      case "max-pages-per-host" ->
          scope = scope.withMaxPagesPerHost(CrawlSettingsBuilder.largeNumber(value));
      case "max-url-length" -> scope = scope.withMaxUrlLength(CrawlSettingsBuilder.number(value));
      case "max-segments" -> scope = scope.withMaxSegments(CrawlSettingsBuilder.number(value));
      case "max-repeats" -> scope = scope.withMaxRepeats(CrawlSettingsBuilder.number(value));
      case "max-variants" -> scope = scope.withMaxVariants(CrawlSettingsBuilder.number(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether a sitemap is named, by a valid or an invalid URL; then a crawl needs no input. */
  boolean sitemapIsNamed() {
    return sitemapIsNamed;
  }

  /** Copies the values into a configuration. */
  void applyTo(CrawlConfigBuilder crawl) {
    crawl
        .scope(scope.withInclude(include).withExclude(exclude))
        .follow(follow)
        .obeyNofollow(nofollow)
        .obeyNoindex(noindex)
        .sitemaps(new SitemapConfig(sitemaps, sitemapsOfHosts));
  }

  private static ScopeKind kind(String value) throws InvalidValueException {
    ScopeKind kind = ScopeKind.of(value);
    if (kind == null) {
      List<String> known = new ArrayList<>();
      for (ScopeKind each : ScopeKind.values()) {
        known.add(each.label());
      }
      throw LinkSettingsBuilder.unknown(value, "scope", known);
    }
    return kind;
  }

  private void obey(String value) throws InvalidValueException {
    List<String> names = LinkSettingsBuilder.names(value);
    for (String name : names) {
      if (!name.equals("nofollow") && !name.equals("noindex")) {
        throw new InvalidValueException(
            "'" + SafeText.of(name) + "' is neither nofollow nor noindex");
      }
    }
    nofollow = names.contains("nofollow");
    noindex = names.contains("noindex");
  }

  private void sitemap(String value) throws InvalidValueException {
    if (value.equals(AUTO)) {
      sitemapsOfHosts = true;
      return;
    }
    sitemapIsNamed = true;
    List<String> problems = new SitemapConfig(List.of(value), false).problems();
    if (!problems.isEmpty()) {
      throw new InvalidValueException(text(problems) + "; give the URL of a sitemap, or " + AUTO);
    }
    sitemaps.add(value);
  }

  /**
   * Returns the value if it is valid. Each value is checked separately, so that an error names it.
   */
  private static String fine(String value, ScopeConfig withIt) throws InvalidValueException {
    List<String> problems = withIt.problems();
    if (!problems.isEmpty()) {
      throw new InvalidValueException(text(problems));
    }
    return value;
  }

  /** The first problem without the option's name that it begins with. */
  private static String text(List<String> problems) {
    String problem = problems.get(0);
    return SafeText.of(problem.substring(problem.indexOf(':') + 2), MESSAGE_LENGTH);
  }
}
