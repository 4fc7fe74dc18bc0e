package dev.outlink.benchmarks;

import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.Page;
import dev.outlink.link.Extractor;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.infra.Blackhole;

/** Real pages, all of the sample in each operation: what the links cost beside the parse. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 40)
@Measurement(iterations = 10)
@Fork(
    value = 3,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx1g"})
public class ExtractBenchmark {

  /** The CPU time, which other programs of the machine do not lengthen as much. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Microseconds of an operation on its own thread: without collector and compiler. */
    public long threadMicros;

    /** Milliseconds of the collector. */
    public long collectorMillis;

    private void add(Runnable work) {
      long collected = collected();
      long start = THREADS.getCurrentThreadCpuTime();
      work.run();
      threadMicros += TimeUnit.NANOSECONDS.toMicros(THREADS.getCurrentThreadCpuTime() - start);
      collectorMillis += collected() - collected;
    }

    private static long collected() {
      return ManagementFactory.getGarbageCollectorMXBeans().stream()
          .mapToLong(GarbageCollectorMXBean::getCollectionTime)
          .sum();
    }
  }

  private static final LinkExtractor USUAL = new LinkExtractor();
  private static final LinkExtractor TREE =
      new LinkExtractor(LinkSelection.DEFAULT, FollowRules.NONE, Extractor.JSOUP);
  private static final LinkExtractor ALL = extractor(false);
  private static final LinkExtractor PROVENANCE = extractor(true);

  private List<Page> pages = List.of();
  private List<String> texts = List.of();

  private static LinkExtractor extractor(boolean provenance) {
    LinkSelection usual = LinkSelection.DEFAULT;
    return new LinkExtractor(
        new LinkSelection(
            LinkKind.all(), usual.schemes(), usual.fragments(), usual.distinct(), provenance));
  }

  /** Reads the pages. */
  @Setup
  public void read() throws IOException {
    pages = Sample.read();
    texts = pages.stream().map(Sample::decode).toList();
  }

  /** The parse alone, of text. */
  @Benchmark
  public void aParse(Blackhole hole, Cpu cpu) {
    cpu.add(() -> texts.forEach(text -> hole.consume(Jsoup.parse(text))));
  }

  /** From bytes. */
  @Benchmark
  public void bDecodeAndParse(Blackhole hole, Cpu cpu) {
    cpu.add(() -> pages.forEach(page -> hole.consume(Jsoup.parse(Sample.decode(page)))));
  }

  /** The same links as {@link #cExtract}, from a tree. */
  @Benchmark
  public void bExtractFromTree(Blackhole hole, Cpu cpu) {
    extract(TREE, hole, cpu);
  }

  /** The links that are listed where nothing else is asked for. */
  @Benchmark
  public void cExtract(Blackhole hole, Cpu cpu) {
    extract(USUAL, hole, cpu);
  }

  /** All kinds of links. */
  @Benchmark
  public void dExtractAll(Blackhole hole, Cpu cpu) {
    extract(ALL, hole, cpu);
  }

  /** All kinds, and where they stand. */
  @Benchmark
  public void eExtractAllWithProvenance(Blackhole hole, Cpu cpu) {
    extract(PROVENANCE, hole, cpu);
  }

  private void extract(LinkExtractor extractor, Blackhole hole, Cpu cpu) {
    cpu.add(() -> pages.forEach(page -> hole.consume(extractor.extract(page))));
  }
}
