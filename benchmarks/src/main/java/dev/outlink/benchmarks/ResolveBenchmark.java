package dev.outlink.benchmarks;

import dev.outlink.url.CrawlUrl;
import dev.outlink.url.UrlResult;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Resolves the links of real pages, one after the other, each against its page's base. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ResolveBenchmark {

  private Links links = Links.NONE;
  private int next;

  /** Reads the links. */
  @Setup
  public void read() throws IOException {
    links = Links.read();
  }

  /** Ours. */
  @Benchmark
  public UrlResult outlink() {
    int i = advance();
    return links.base(i).resolve(links.href(i));
  }

  /** OkHttp's, for http(s) only; null for what it does not take. */
  @Benchmark
  public @Nullable HttpUrl okhttp() {
    int i = advance();
    HttpUrl base = links.okhttp(i);
    return base == null ? null : base.resolve(links.href(i));
  }

  /** The JDK's: RFC 2396, and an exception for what is not that. */
  @Benchmark
  public @Nullable URI uri() {
    int i = advance();
    URI base = links.uri(i);
    try {
      return base == null ? null : base.resolve(links.href(i));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Ours, for links that are serialised URLs already. */
  @Benchmark
  public UrlResult outlinkAbsolute() {
    return CrawlUrl.parse(links.absolute(advance()));
  }

  private int advance() {
    next = next + 1 == links.count() ? 0 : next + 1;
    return next;
  }
}
