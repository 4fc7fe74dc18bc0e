package dev.outlink.frontier;

import static dev.outlink.frontier.Crawling.seed;

import com.google.common.base.Ticker;
import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CanonicalKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What threads see of a frontier in memory, whatever their calls' order in time, is what they would
 * see if the calls came one after the other. One host; what goes to disk comes back on a thread of
 * its own, and is tested elsewhere.
 */
@Timeout(120)
class FrontierLinearizabilityTest {

  private static final int CAPACITY = 4;
  private static final int HOST_LIMIT = 2;

  /** Threads and what each has before and after them. */
  private static final int THREAD_IDS = 8;

  @Test
  void anySchedule_ofTwoThreads_isAsOneAfterTheOther() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(1)
        .iterations(8)
        .invocationsPerIteration(15)
        .minimizeFailedScenario(false)
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(FrontierLinearizabilityTest::isOfOneThread)
                .allMethods()
                .ignore())
        .sequentialSpecification(Model.class)
        .check(Calls.class);
  }

  /** Classes in which no thread needs to give way. */
  private static boolean isOfOneThread(String className) {
    return className.startsWith("com.google.")
        || className.startsWith("dev.outlink.url.")
        || className.startsWith("dev.outlink.known.");
  }

  /** The calls. Each thread releases and settles what it took itself. */
  @Param(name = "thread", gen = ThreadIdGen.class)
  @Param(name = "url", gen = IntGen.class, conf = "0:4")
  public static final class Calls {

    private final Frontier frontier =
        new Frontier(
            new FrontierConfig(CAPACITY, HOST_LIMIT, 1_000, false, CanonicalKey.STANDARD),
            Budget.NONE,
            MemoryOverflow::new,
            () -> {},
            failure -> {},
            new Ticker() {
              @Override
              public long read() {
                return 0;
              }
            },
            new SplittableRandom(1));

    private final List<Queue<CrawlTask>> taken = queues();
    private final List<Queue<CrawlTask>> released = queues();

    /** A host that is opened, with two URLs that wait. */
    public Calls() {
      for (int url = 0; url <= 2; url++) {
        Admission unused = frontier.admit(seed("http://a.example/" + url));
      }
      CrawlTask scout = Objects.requireNonNull(frontier.take());
      frontier.opened(scout);
      frontier.leaveHost(scout);
      frontier.settle(scout);
    }

    @Operation
    public String admit(@Param(name = "url") int url) {
      return frontier.admit(seed("http://a.example/" + url)).name();
    }

    @Operation
    public int take(@Param(name = "thread") int thread) {
      CrawlTask task = frontier.take();
      if (task == null) {
        return Model.NOTHING;
      }
      taken.get(thread).add(task);
      return Integer.parseInt(task.url().path().substring(1));
    }

    @Operation
    public void release(@Param(name = "thread") int thread) {
      CrawlTask task = taken.get(thread).poll();
      if (task != null) {
        frontier.leaveHost(task);
        released.get(thread).add(task);
      }
    }

    @Operation
    public void settle(@Param(name = "thread") int thread) {
      CrawlTask task = released.get(thread).poll();
      if (task != null) {
        frontier.settle(task);
      }
    }

    @Operation
    public boolean retry(@Param(name = "thread") int thread) {
      CrawlTask task = released.get(thread).peek();
      if (task == null || !frontier.retry(task, 0)) {
        return false;
      }
      released.get(thread).remove();
      return true;
    }

    @Operation
    public long waiting() {
      return frontier.waiting();
    }

    @Operation(runOnce = true)
    public void close() {
      frontier.close();
    }
  }

  /** A frontier of one host that is opened, as simple as it can be. */
  public static final class Model {

    static final int NOTHING = -1;

    private final Set<Integer> known = new HashSet<>();
    private final Queue<Integer> waiting = new ArrayDeque<>();
    private final Queue<Integer> retries = new ArrayDeque<>();
    private final List<Queue<Integer>> taken = queues();
    private final List<Queue<Integer>> released = queues();
    private int unsettled;
    private int out;
    private boolean closed;

    public Model() {
      known.addAll(List.of(0, 1, 2));
      waiting.addAll(List.of(1, 2));
      unsettled = 2;
    }

    public String admit(int url) {
      if (closed) {
        return "CLOSED";
      }
      if (unsettled >= CAPACITY) {
        return "FULL";
      }
      if (!known.add(url)) {
        return "ALREADY_KNOWN";
      }
      unsettled++;
      waiting.add(url);
      return "ADMITTED";
    }

    public int take(int thread) {
      if (closed) {
        return NOTHING;
      }
      waiting.addAll(retries);
      retries.clear();
      if (waiting.isEmpty() || out >= HOST_LIMIT) {
        return NOTHING;
      }
      int url = waiting.remove();
      out++;
      taken.get(thread).add(url);
      return url;
    }

    public void release(int thread) {
      Integer url = taken.get(thread).poll();
      if (url != null) {
        out--;
        released.get(thread).add(url);
      }
    }

    public void settle(int thread) {
      if (released.get(thread).poll() != null) {
        unsettled--;
      }
    }

    public boolean retry(int thread) {
      if (closed || released.get(thread).isEmpty()) {
        return false;
      }
      retries.add(released.get(thread).remove());
      return true;
    }

    public long waiting() {
      return (long) waiting.size() + retries.size();
    }

    public void close() {
      closed = true;
      waiting.clear();
      retries.clear();
    }
  }

  private static <T> List<Queue<T>> queues() {
    List<Queue<T>> queues = new ArrayList<>();
    for (int i = 0; i < THREAD_IDS; i++) {
      queues.add(new ArrayDeque<>());
    }
    return queues;
  }
}
