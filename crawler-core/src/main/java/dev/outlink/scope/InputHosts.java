package dev.outlink.scope;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import dev.outlink.url.CrawlUrl;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The hosts of all inputs of a crawl, for {@link ScopeKind#INPUTS}. They are added by one thread
 * before anybody asks; then it is safe for any thread.
 *
 * <p>Memory: about ten bytes for each host, at most 47 MB. Hosts are 48-bit keyed hashes: of a
 * million links to other hosts one is taken for an input's with a chance of one in 280, where there
 * are a million hosts.
 */
public final class InputHosts {

  /** The most hosts there may be. */
  public static final int MOST = 4_000_000;

  private final CountTable hosts = new CountTable();
  private final HashFunction hash;
  private final int most;
  private int size;

  /** No hosts, with hashes that nobody outside can foretell. */
  public InputHosts() {
    this(new SplittableRandom(), MOST);
  }

  InputHosts(RandomGenerator random, int most) {
    hash = Hashing.sipHash24(random.nextLong(), random.nextLong());
    this.most = most;
  }

  /** Adds the host of an http(s) URL; false where there is no room for one more. */
  public boolean add(CrawlUrl url) {
    long key = keyOf(url);
    if (hosts.count(key) > 0) {
      return true;
    }
    if (size == most) {
      return false;
    }
    size++;
    hosts.add(key);
    return true;
  }

  /** Whether the URL is on one of the hosts, as {@link ScopeKind#HOST} compares them. */
  boolean has(CrawlUrl url) {
    return size > 0 && hosts.count(keyOf(url)) > 0;
  }

  private long keyOf(CrawlUrl url) {
    return hash.newHasher()
        .putUnencodedChars(Nearness.nameOf(url))
        .putInt(Nearness.isDefault(url, url.port()) ? 0 : url.port())
        .hash()
        .asLong();
  }
}
