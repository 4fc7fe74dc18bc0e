package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlink.decode.ContentDecoder;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.NetworkConfig;
import dev.outlink.fetch.Page;
import dev.outlink.url.CrawlUrl;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fetcher for a test, closed after it; all that bodies held must have been given back. */
final class Fetching implements AfterEachCallback {

  static final FetchConfig CONFIG =
      new FetchConfig(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          1_000_000,
          "TestAgent/1",
          HeaderList.EMPTY,
          FetchConfig.HTML_ONLY,
          false,
          false,
          NetworkConfig.DIRECT);

  private static final String ENCODINGS = ContentDecoder.acceptedEncodings();

  private BodyBudget budget = new BodyBudget(64_000_000, () -> {});
  private @Nullable Fetcher fetcher;

  private static FetchConfig config(
      Duration timeout,
      Duration connect,
      Duration read,
      long maxBody,
      HeaderList headers,
      boolean insecure,
      NetworkConfig network) {
    return new FetchConfig(
        timeout,
        connect,
        read,
        maxBody,
        CONFIG.userAgent(),
        headers,
        FetchConfig.HTML_ONLY,
        false,
        insecure,
        network);
  }

  private static FetchConfig config(
      Duration connect, HeaderList headers, boolean insecure, NetworkConfig network) {
    return config(
        CONFIG.timeout(),
        connect,
        CONFIG.readTimeout(),
        CONFIG.maxBody(),
        headers,
        insecure,
        network);
  }

  static FetchConfig config(Duration timeout, Duration read, long maxBody) {
    Duration connect = CONFIG.connectTimeout();
    return config(timeout, connect, read, maxBody, CONFIG.headers(), false, NetworkConfig.DIRECT);
  }

  static FetchConfig connectWithin(Duration limit) {
    return connectWithin(limit, NetworkConfig.DIRECT);
  }

  static FetchConfig connectWithin(Duration limit, NetworkConfig network) {
    return config(limit, CONFIG.headers(), false, network);
  }

  static FetchConfig insecure() {
    return insecure(NetworkConfig.DIRECT);
  }

  static FetchConfig insecure(NetworkConfig network) {
    return config(CONFIG.connectTimeout(), CONFIG.headers(), true, network);
  }

  static FetchConfig proxied(String proxy) {
    return by(NetworkConfig.DIRECT.withProxy(proxy));
  }

  static FetchConfig by(NetworkConfig network) {
    return config(CONFIG.connectTimeout(), CONFIG.headers(), false, network);
  }

  static FetchConfig headers(String... namesAndValues) {
    HeaderList headers = HeaderList.EMPTY;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers = headers.and(namesAndValues[i], namesAndValues[i + 1]);
    }
    return config(CONFIG.connectTimeout(), headers, false, NetworkConfig.DIRECT);
  }

  Fetching with(FetchConfig config) {
    return with(config, budget);
  }

  Fetching with(FetchConfig config, BodyBudget shared) {
    budget = shared;
    fetcher = AhcFetcher.create(config, shared, 2, ENCODINGS);
    return this;
  }

  Fetching with(FetchConfig config, int ioThreads, ConnectionLimits limits) {
    fetcher = new AhcFetcher(config, budget, ioThreads, ENCODINGS, limits, null);
    return this;
  }

  Fetching with(FetchConfig config, DnsServerAddressStreamProvider nameServers) {
    fetcher = new AhcFetcher(config, budget, 2, ENCODINGS, ConnectionLimits.DEFAULT, nameServers);
    return this;
  }

  Fetcher fetcher() {
    Fetcher present = fetcher;
    if (present == null) {
      present = AhcFetcher.create(CONFIG, budget, 2, ENCODINGS);
      fetcher = present;
    }
    return present;
  }

  BodyBudget budget() {
    return budget;
  }

  static CrawlUrl url(String text) {
    return (CrawlUrl) CrawlUrl.parse(text);
  }

  CompletableFuture<FetchOutcome> begin(String url) {
    return fetcher().fetch(new FetchRequest(url(url), false));
  }

  CompletableFuture<FetchOutcome> begin(String url, Runnable heard) {
    return fetcher()
        .fetch(
            new FetchRequest(url(url), false),
            bytes -> {
              if (bytes == Fetcher.HEAD_BYTES) {
                heard.run();
              }
            });
  }

  FetchOutcome fetch(String url) {
    return outcome(begin(url));
  }

  static FetchOutcome outcome(CompletableFuture<FetchOutcome> future) {
    try {
      return future.get(15, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  FetchOutcome.Other other(String url) {
    FetchOutcome outcome = fetch(url);
    if (outcome instanceof Page page) {
      page.close();
    }
    assertThat(outcome).isInstanceOf(FetchOutcome.Other.class);
    return (FetchOutcome.Other) outcome;
  }

  Page page(String url) {
    FetchOutcome outcome = fetch(url);
    assertThat(outcome).isInstanceOf(Page.class);
    return (Page) outcome;
  }

  /** Fetches a page and closes it. */
  String text(String url) {
    try (Page page = page(url)) {
      return new String(page.body(), 0, page.length(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (fetcher != null) {
      fetcher.close();
      assertThat(((AhcFetcher) fetcher).inFlight()).isZero();
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(budget.held()).isZero());
  }
}
