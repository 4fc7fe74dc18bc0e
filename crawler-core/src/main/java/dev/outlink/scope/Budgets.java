package dev.outlink.scope;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import dev.outlink.admission.Admission;
import dev.outlink.frontier.Budget;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.Host;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of a crawl that are counted. Not safe for several threads: the frontier asks under
 * its lock.
 *
 * <ul>
 *   <li>Pages: every URL that a seed or a link named. The target of a redirect is no further page.
 *   <li>Pages of a host: every URL of it, targets of redirects too, so that no other host can lift
 *       the bound.
 *   <li>Variants: the URLs of a host with one {@link PathShape}, of discovered links and of what
 *       they were redirected to; never those of seeds.
 * </ul>
 *
 * <p>Memory: about ten bytes for each host and for each shape of a host, of which there are at most
 * as many as URLs; nothing for a budget without a limit. Hosts and shapes are 48-bit keyed hashes,
 * so of 10^7 shapes, two share a count with a chance of one in six.
 */
public final class Budgets implements Budget {

  // Immutable.
  private final long maxPages;
  private final long maxPagesPerHost;
  private final int maxVariants;
  private final HashFunction hash;

  // Guarded by the caller's lock.
  private final CountTable hosts = new CountTable();
  private final CountTable shapes = new CountTable();
  private long pages;

  /** Budgets of which nothing is used, with hashes that nobody outside can foretell. */
  public Budgets(ScopeConfig config) {
    this(config, new SplittableRandom());
  }

  /**
   * Budgets of which nothing is used.
   *
   * @param random keys the hashes
   * @throws IllegalArgumentException if the configuration has {@link ScopeConfig#problems}
   */
  public Budgets(ScopeConfig config, RandomGenerator random) {
    if (!config.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", config.problems()));
    }
    maxPages = config.maxPages();
    maxPagesPerHost = config.maxPagesPerHost();
    maxVariants = config.maxVariants();
    hash = Hashing.sipHash24(random.nextLong(), random.nextLong());
  }

  @Override
  public @Nullable Admission refuse(CrawlTask task) {
    boolean isPage = task.redirects() == 0;
    if (isPage && maxPages > 0 && pages >= maxPages) {
      return Admission.MAX_PAGES;
    }
    boolean isVariant = maxVariants > 0 && task.depth() > 0;
    Host host = task.url().host();
    long hostHash = maxPagesPerHost > 0 ? hashOf(host, "") : 0;
    long shapeHash = isVariant ? hashOf(host, PathShape.of(task.url().path())) : 0;
    if (maxPagesPerHost > 0 && hosts.count(hostHash) >= maxPagesPerHost) {
      return Admission.MAX_PAGES_PER_HOST;
    }
    if (isVariant && shapes.count(shapeHash) >= maxVariants) {
      return Admission.TOO_MANY_VARIANTS;
    }
    if (isPage) {
      pages++;
    }
    if (maxPagesPerHost > 0) {
      hosts.add(hostHash);
    }
    if (isVariant) {
      shapes.add(shapeHash);
    }
    return null;
  }

  private long hashOf(Host host, String shape) {
    return hash.newHasher()
        .putUnencodedChars(host.scheme())
        .putInt(host.port())
        .putUnencodedChars(host.name())
        .putUnencodedChars(shape)
        .hash()
        .asLong();
  }
}
