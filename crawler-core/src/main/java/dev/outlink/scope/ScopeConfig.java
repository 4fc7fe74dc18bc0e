package dev.outlink.scope;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is crawled beyond the seeds, and how much. Any values are taken; {@link #problems} tells
 * what is wrong with them.
 *
 * @param scope which discovered links are near enough to a seed
 * @param depth how many links away from a seed, 0 to 1,000,000; 0 for the seeds only
 * @param include RE2 expressions; where there are any, one must be found in the canonical URL of a
 *     discovered link
 * @param exclude RE2 expressions, none of which may be found in it
 * @param maxPages URLs that are taken in, of seeds and links; 0 for no limit, else to 10^12
 * @param maxPagesPerHost the same for each host, and with the targets of redirects; 0 for no limit,
 *     else to 10,000,000
 * @param maxUrlLength characters of a discovered link's canonical URL; 0 for no limit
 * @param maxSegments segments of its path; 0 for no limit
 * @param maxRepeats how often one segment may stand in its path; 0 for no limit
 * @param maxVariants discovered links of one host with the same {@link PathShape}; 0 for no limit,
 *     else to 10,000,000
 */
public record ScopeConfig(
    ScopeKind scope,
    int depth,
    List<String> include,
    List<String> exclude,
    long maxPages,
    long maxPagesPerHost,
    int maxUrlLength,
    int maxSegments,
    int maxRepeats,
    int maxVariants) {

  /** The seeds only; once the depth is set, their hosts, with bounds that end the usual traps. */
  public static final ScopeConfig DEFAULT =
      new ScopeConfig(ScopeKind.HOST, 0, List.of(), List.of(), 0, 0, 2048, 32, 4, 10_000);

  private static final int MAX_DEPTH = 1_000_000;
  private static final long MANY_PAGES = 1_000_000_000_000L;
  private static final int MANY = 10_000_000;

  /** Copies the lists. */
  public ScopeConfig {
    include = ImmutableList.copyOf(include);
    exclude = ImmutableList.copyOf(exclude);
  }

  /** The same of another kind. */
  public ScopeConfig withScope(ScopeKind other) {
    return with(values -> values.scope = other);
  }

  /** The same to another depth. */
  public ScopeConfig withDepth(int other) {
    return with(values -> values.depth = other);
  }

  /** The same with other expressions of which one must be found. */
  public ScopeConfig withInclude(List<String> others) {
    return with(values -> values.include = others);
  }

  /** The same with other expressions of which none may be found. */
  public ScopeConfig withExclude(List<String> others) {
    return with(values -> values.exclude = others);
  }

  /** The same with other numbers of pages. */
  public ScopeConfig withMaxPages(long pages) {
    return with(values -> values.maxPages = pages);
  }

  /** The same with another number of pages of a host. */
  public ScopeConfig withMaxPagesPerHost(long pages) {
    return with(values -> values.maxPagesPerHost = pages);
  }

  /** The same with another length of URLs. */
  public ScopeConfig withMaxUrlLength(int characters) {
    return with(values -> values.maxUrlLength = characters);
  }

  /** The same with another number of segments. */
  public ScopeConfig withMaxSegments(int segments) {
    return with(values -> values.maxSegments = segments);
  }

  /** The same with another number of equal segments. */
  public ScopeConfig withMaxRepeats(int repeats) {
    return with(values -> values.maxRepeats = repeats);
  }

  /** The same with another number of URLs of one shape. */
  public ScopeConfig withMaxVariants(int variants) {
    return with(values -> values.maxVariants = variants);
  }

  /**
   * Sentences about all that is wrong, each of which begins with the option's name; empty if
   * nothing is. An invalid expression is told with the place of its fault.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    check(problems, "depth", depth, MAX_DEPTH);
    include.forEach(each -> UserPattern.check(problems, "include", each));
    exclude.forEach(each -> UserPattern.check(problems, "exclude", each));
    check(problems, "max-pages", maxPages, MANY_PAGES);
    check(problems, "max-pages-per-host", maxPagesPerHost, MANY);
    check(problems, "max-url-length", maxUrlLength, MANY);
    check(problems, "max-segments", maxSegments, MANY);
    check(problems, "max-repeats", maxRepeats, MANY);
    check(problems, "max-variants", maxVariants, MANY);
    return problems;
  }

  private static void check(List<String> problems, String option, long value, long most) {
    if (value < 0 || value > most) {
      problems.add(option + ": " + value + " is not within 0 to " + most);
    }
  }

  private ScopeConfig with(Consumer<Values> change) {
    Values values = new Values(this);
    change.accept(values);
    return values.config();
  }

  /** The same values, while they are changed. */
  private static final class Values {
    ScopeKind scope;
    int depth;
    List<String> include;
    List<String> exclude;
    long maxPages;
    long maxPagesPerHost;
    int maxUrlLength;
    int maxSegments;
    int maxRepeats;
    int maxVariants;

    Values(ScopeConfig config) {
      scope = config.scope;
      depth = config.depth;
      include = config.include;
      exclude = config.exclude;
      maxPages = config.maxPages;
      maxPagesPerHost = config.maxPagesPerHost;
      maxUrlLength = config.maxUrlLength;
      maxSegments = config.maxSegments;
      maxRepeats = config.maxRepeats;
      maxVariants = config.maxVariants;
    }

    ScopeConfig config() {
      return new ScopeConfig(
          scope,
          depth,
          include,
          exclude,
          maxPages,
          maxPagesPerHost,
          maxUrlLength,
          maxSegments,
          maxRepeats,
          maxVariants);
    }
  }
}
