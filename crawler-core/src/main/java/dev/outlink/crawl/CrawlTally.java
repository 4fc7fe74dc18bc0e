package dev.outlink.crawl;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.crawl.CrawlSummary.Failures;
import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.Admission;
import dev.outlink.frontier.Frontier;
import dev.outlink.record.PageRecord;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * Counts what goes in and what comes out of a crawl, at different places, and says whether the sums
 * meet. Bounded; safe for any thread.
 */
final class CrawlTally {

  private static final int MOST_HOSTS_SHOWN = 10;
  private static final int MOST_FAILURES_SHOWN = 20;

  private final AtomicLong inputs = new AtomicLong();
  private final AtomicLong discovered = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong found = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong toExtract = new AtomicLong();
  private final AtomicLong toWrite = new AtomicLong();
  private final AtomicLong unasked = new AtomicLong();
  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Admission, LongAdder> refusals = new EnumMap<>(Admission.class);
  private final HostTimes hostTimes = new HostTimes();

  @GuardedBy("failures") private final Map<FailureKey, Failures> failures = new HashMap<>();

  CrawlTally() {
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
    for (Admission admission : Admission.values()) {
      refusals.put(admission, new LongAdder());
    }
  }

  /** The input gave a URL or a line that is none. */
  void input() {
    inputs.incrementAndGet();
  }

  /** A link or the target of a redirect was offered to be crawled. */
  void offered(Admission admission) {
    if (admission == Admission.ADMITTED) {
      discovered.incrementAndGet();
    } else {
      refused(admission, 1);
    }
  }

  /** URLs were not taken in, for a reason. */
  void refused(Admission reason, int count) {
    Objects.requireNonNull(refusals.get(reason)).add(count);
  }

  /** A request goes out. */
  void sent() {
    sent.incrementAndGet();
  }

  /** A request has ended, in whatever way. */
  void answered(Host host, long nanos) {
    answered.incrementAndGet();
    hostTimes.add(host, nanos);
  }

  /** A URL has its answer, and its links are to be found. */
  void arrived() {
    toExtract.incrementAndGet();
  }

  /** The links of a URL are found, or there are none. */
  void extracted() {
    toExtract.decrementAndGet();
  }

  /** A record and its links are given to the sink. */
  void handedOver() {
    toWrite.incrementAndGet();
  }

  /** A page gave links. */
  void found(int links) {
    found.addAndGet(links);
  }

  /** The sink has taken a record and its links, which were {@link #handedOver}. */
  void settled(PageRecord page) {
    toWrite.decrementAndGet();
    unasked.addAndGet(page.fetchedAt() == null ? 1 : 0);
    counter(page.outcome()).increment();
    written.addAndGet(page.links());
    bytes.addAndGet(page.bytes());
    if (isTold(page)) {
      fail(page);
    }
  }

  /** URLs that were waiting have this outcome, and no record. */
  void forgotten(Outcome outcome, long count) {
    unasked.addAndGet(count);
    counter(outcome).add(count);
  }

  /** What a user should know of without looking at every record. */
  private static boolean isTold(PageRecord page) {
    return switch (page.outcome()) {
      case BAD_URL -> true;
      case ROBOTS_DENIED -> page.status() > 0; // not the host's word, but that it has none
      default -> page.outcome().isFailure();
    };
  }

  private void fail(PageRecord page) {
    // At most one entry for each outcome and status, so the map is small.
    synchronized (failures) {
      failures.merge(
          new FailureKey(page.outcome(), page.status()),
          new Failures(page.outcome(), page.status(), 1, page.url(), page.detail()),
          (old, one) ->
              new Failures(old.outcome(), old.status(), old.count() + 1, old.url(), old.detail()));
    }
  }

  /*
   * URLs go from place to place while they are counted. Each place is read before the one that leads to it, and a URL
   * leaves a place before it enters the next: so none is seen twice, and the rest of those known, read last, is no less
   * than nothing. One that moved is seen nowhere, and falls to that rest.
   */
  /** A snapshot; {@code inFlight} is asked once. */
  CrawlProgress progress(IntSupplier inFlight, double inputRead) {
    long unasked = this.unasked.get();
    long settled = 0;
    long failed = 0;
    for (Outcome outcome : Outcome.values()) {
      settled += count(outcome);
      failed += outcome.isFailure() ? count(outcome) : 0;
    }
    long pages = count(Outcome.PAGE) + count(Outcome.TRUNCATED);
    long writing = toWrite.get();
    long extracting = toExtract.get();
    int flying = inFlight.getAsInt();
    long known = inputs.get() + discovered.get();
    // A link that was found counts as known only after it was admitted, when it may be done
    // already.
    long waiting = Math.max(0, known - settled - writing - extracting - flying);
    return new CrawlProgress(
        settled,
        Math.min(unasked, settled),
        pages,
        failed,
        written.get(),
        bytes.get(),
        sent.get(),
        flying,
        extracting,
        writing,
        waiting,
        inputRead);
  }

  CrawlSummary summary(Frontier frontier, Duration elapsed, boolean inputEnded, boolean timeOver) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      if (count(outcome) > 0) {
        counts.put(outcome, count(outcome));
      }
    }
    List<Failures> grouped;
    synchronized (failures) {
      grouped =
          failures.values().stream()
              .sorted(
                  Comparator.comparingLong(Failures::count)
                      .reversed()
                      .thenComparing(Failures::outcome)
                      .thenComparing(Failures::status))
              .limit(MOST_FAILURES_SHOWN)
              .toList();
    }
    Map<Admission, Long> notCrawled = new EnumMap<>(Admission.class);
    refusals.forEach(
        (reason, count) -> {
          if (count.sum() > 0) {
            notCrawled.put(reason, count.sum());
          }
        });
    return new CrawlSummary(
        inputs.get(),
        discovered.get(),
        counts,
        notCrawled,
        written.get(),
        bytes.get(),
        sent.get(),
        elapsed,
        !inputEnded || timeOver || count(Outcome.STOPPED) > 0,
        timeOver,
        inputEnded,
        hostTimes.slowest(MOST_HOSTS_SHOWN),
        grouped,
        imbalance(frontier));
  }

  /**
   * Each pair is counted at two places that do not know each other; a bug that loses something
   * parts them.
   */
  private List<String> imbalance(Frontier frontier) {
    long settled = 0;
    for (Outcome outcome : Outcome.values()) {
      settled += count(outcome);
    }
    List<String> differences = new ArrayList<>();
    compare(
        differences, "URLs read or found", inputs.get() + discovered.get(), "outcomes", settled);
    compare(differences, "URLs admitted", frontier.admitted(), "URLs settled", frontier.settled());
    compare(differences, "links found", found.get(), "links written", written.get());
    compare(differences, "requests sent", sent.get(), "requests ended", answered.get());
    return differences;
  }

  private static void compare(
      List<String> differences, String one, long oneCount, String other, long otherCount) {
    if (oneCount != otherCount) {
      differences.add(oneCount + " " + one + ", but " + otherCount + " " + other);
    }
  }

  private long count(Outcome outcome) {
    return counter(outcome).sum();
  }

  private LongAdder counter(Outcome outcome) {
    return Objects.requireNonNull(outcomes.get(outcome));
  }

  private record FailureKey(Outcome outcome, int status) {}
}
