package dev.outlink.record;

import dev.outlink.admission.Admission;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that happened in a crawl. Each is an immutable value. */
public sealed interface CrawlEvent {

  /** The input gave a URL or a line that is none. */
  record SeedRead() implements CrawlEvent {

    /** All of them are the same. */
    public static final SeedRead EVENT = new SeedRead();
  }

  /**
   * The frontier took a URL in.
   *
   * @param depth how many links away from a seed
   * @param from the page that linked or redirected to it, or null for a seed
   */
  record Admitted(CrawlUrl url, int depth, @Nullable CrawlUrl from) implements CrawlEvent {}

  /**
   * A URL was not taken in. For a seed a record follows.
   *
   * @param reason why, other than {@link Admission#ADMITTED}
   * @param from the page that linked or redirected to it, or null for a seed
   */
  record Refused(CrawlUrl url, Admission reason, @Nullable CrawlUrl from) implements CrawlEvent {}

  /**
   * A page asked that links of it are not followed.
   *
   * @param links how many, at least 1
   */
  record NotFollowed(CrawlUrl page, int links) implements CrawlEvent {}

  /**
   * A request for a page or sitemap goes out.
   *
   * @param attempt which request for this URL it is, from 1
   */
  record Started(CrawlUrl url, int attempt) implements CrawlEvent {}

  /**
   * A request has ended, in whatever way.
   *
   * @param host the host that was asked
   * @param time from when it was sent
   */
  record Ended(Host host, Duration time) implements CrawlEvent {}

  /**
   * A URL waits in the frontier again, for another attempt.
   *
   * @param attempt the attempt that failed, from 1
   * @param outcome how it failed
   * @param delay how long it waits at least
   */
  record Retried(CrawlUrl url, int attempt, Outcome outcome, Duration delay)
      implements CrawlEvent {}

  /**
   * The requests for a URL have ended, or it needs none; its links are found next, if there are
   * any. Only if a body turns out to be broken then, another request may follow: {@link Retried}.
   */
  record Arrived(CrawlUrl url) implements CrawlEvent {}

  /**
   * The links of a URL are found, or there are none.
   *
   * @param links rows that it gave
   */
  record Extracted(CrawlUrl url, int links) implements CrawlEvent {}

  /** A record and its links are given to the sink. */
  record Given(PageRecord page) implements CrawlEvent {}

  /** The sink has taken the record of a URL or input line, and its rows. */
  record Written(PageRecord page) implements CrawlEvent {}

  /**
   * URLs that waited when the crawl was stopped have this outcome, and no record.
   *
   * @param urls how many, at least 1
   */
  record Forgotten(Outcome outcome, long urls) implements CrawlEvent {}

  /** The crawl is over and the sink is finished: the last event. Not of a crawl that failed. */
  record Finished(CrawlSummary summary) implements CrawlEvent {}
}
