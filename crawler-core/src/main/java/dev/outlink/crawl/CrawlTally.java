package dev.outlink.crawl;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.admission.Admission;
import dev.outlink.frontier.Frontier;
import dev.outlink.record.CrawlEvent;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.CrawlProgress;
import dev.outlink.record.CrawlSummary;
import dev.outlink.record.CrawlSummary.Failures;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
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
 * meet. It is told of each event where it happens. Bounded; safe for any thread.
 */
public final class CrawlTally implements CrawlListener {

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

  @Override
  public void on(CrawlEvent event) {
    if (event instanceof CrawlEvent.Refused refused) {
      refused(refused);
    } else if (event instanceof CrawlEvent.Admitted admitted) {
      discovered.addAndGet(admitted.from() == null ? 0 : 1);
    } else if (event instanceof CrawlEvent.SeedRead) {
      inputs.incrementAndGet();
    } else if (event instanceof CrawlEvent.Started) {
      sent.incrementAndGet();
    } else if (event instanceof CrawlEvent.Ended ended) {
      answered.incrementAndGet();
      hostTimes.add(ended.host(), ended.time().toNanos());
    } else if (event instanceof CrawlEvent.Arrived) {
      toExtract.incrementAndGet();
    } else if (event instanceof CrawlEvent.Extracted extracted) {
      toExtract.decrementAndGet();
      found.addAndGet(extracted.links());
    } else if (event instanceof CrawlEvent.Given) {
      toWrite.incrementAndGet();
    } else if (event instanceof CrawlEvent.Written written) {
      written(written.page());
    } else if (event instanceof CrawlEvent.NotFollowed links) {
      counter(Admission.NOFOLLOW).add(links.links());
    } else if (event instanceof CrawlEvent.Forgotten forgotten) {
      unasked.addAndGet(forgotten.urls());
      counter(forgotten.outcome()).add(forgotten.urls());
    }
  }

  /** Of seeds, what a budget left out: the other ones have a record that says why. */
  private void refused(CrawlEvent.Refused refused) {
    if (refused.from() != null || refused.reason().isBudget()) {
      counter(refused.reason()).increment();
    }
  }

  private void written(PageRecord page) {
    toWrite.decrementAndGet();
    unasked.addAndGet(page.fetchedAt() == null ? 1 : 0);
    counter(page.outcome()).increment();
    written.addAndGet(page.links());
    bytes.addAndGet(page.bytes());
    if (isTold(page)) {
      fail(page);
    }
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

  private LongAdder counter(Admission admission) {
    return Objects.requireNonNull(refusals.get(admission));
  }

  private record FailureKey(Outcome outcome, int status) {}
}
