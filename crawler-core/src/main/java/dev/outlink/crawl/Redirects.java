package dev.outlink.crawl;

import dev.outlink.extract.Outlink;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Outcome;
import dev.outlink.frontier.CrawlTask;
import dev.outlink.frontier.Trail;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of redirects. In a crawl of a list they are followed on behalf of the listed URL: it
 * goes on as where they lead. In one that goes deeper a redirect ends its URL, and the target is a
 * URL of its own. Safe for any thread.
 */
final class Redirects {

  private final Engine engine;
  private final RedirectCircles circles = new RedirectCircles();

  Redirects(Engine engine) {
    this.engine = engine;
  }

  /**
   * Where an answer leads.
   *
   * @param end the end of the URL, which is no {@link FetchOutcome.Redirect}; null where it goes on
   * @param next as what it goes on; else null
   * @param target where it leads that is crawled on its own account; else null
   */
  record Step(@Nullable FetchOutcome end, @Nullable CrawlTask next, @Nullable CrawlUrl target) {

    private static Step end(FetchOutcome outcome) {
      return new Step(outcome, null, null);
    }
  }

  /** What an answer means. */
  Step of(Arrival arrival) {
    if (!(arrival.outcome() instanceof FetchOutcome.Redirect redirect)) {
      return Step.end(arrival.outcome());
    }
    String location = redirect.location();
    if (location == null) {
      return refused(redirect, Outcome.BAD_REDIRECT, "redirect without a Location header");
    }
    CrawlTask task = arrival.task();
    UrlResult resolved = task.url().canonical().resolve(location);
    if (resolved instanceof InvalidUrl invalid) {
      return refused(
          redirect, Outcome.BAD_REDIRECT, "redirect to " + location + ": " + invalid.reason());
    }
    CrawlUrl to = (CrawlUrl) resolved;
    if (!to.isHttp()) {
      return refused(
          redirect, Outcome.BAD_REDIRECT, "redirect to " + to.href() + ", which cannot be fetched");
    }
    int limit = engine.limits().maxRedirects();
    if (task.redirects() >= limit) {
      return refused(
          redirect,
          Outcome.REDIRECT_LIMIT,
          "more than " + limit + " redirects; the next is to " + to.href());
    }
    CrawlUrl target = to.canonical();
    if (closesCircle(arrival, location, target)) {
      return refused(
          redirect,
          Outcome.REDIRECT_LIMIT,
          "redirects in a circle; the next is to " + target.href());
    }
    if (engine.limits().followsRedirects()) {
      Trail way = new Trail(task.source(), hops(arrival), arrival.startedAt());
      return new Step(null, task.redirected(target, way), null);
    }
    return new Step(
        new FetchOutcome.Other(Outcome.REDIRECT, redirect.status(), null, "to " + target.href()),
        null,
        target);
  }

  /**
   * Whether the redirects from a URL go round. Where they are followed, one that is met a second
   * time does: a URL that is asked again may answer otherwise, as servers do that wait for
   * something.
   */
  private boolean closesCircle(Arrival arrival, String location, CrawlUrl target) {
    CrawlUrl at = arrival.task().url().canonical();
    if (!engine.limits().followsRedirects()) {
      return circles.closes(at, target);
    }
    Trail trail = arrival.task().trail();
    return trail != null && trail.hops().contains(new Trail.Hop(at, location));
  }

  private static Step refused(FetchOutcome.Redirect redirect, Outcome outcome, String detail) {
    return Step.end(new FetchOutcome.Other(outcome, redirect.status(), null, detail));
  }

  /** The redirects that were met so far, the present one included. */
  private static List<Trail.Hop> hops(Arrival arrival) {
    Trail trail = arrival.task().trail();
    List<Trail.Hop> hops = new ArrayList<>(trail == null ? List.of() : trail.hops());
    if (arrival.outcome() instanceof FetchOutcome.Redirect redirect
        && redirect.location() != null) {
      hops.add(new Trail.Hop(arrival.task().url().canonical(), redirect.location()));
    }
    return hops;
  }

  /** The rows of the redirects of an attempt, where they are selected. */
  List<Outlink> rows(Arrival arrival) {
    List<Outlink> rows = new ArrayList<>(0);
    for (Trail.Hop hop : hops(arrival)) {
      Outlink row = engine.extractor().redirect(hop.at(), hop.location());
      if (row != null && !isKnown(rows, row)) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Whether only distinct links are listed, and this one is. */
  private boolean isKnown(List<Outlink> rows, Outlink row) {
    return engine.extractor().selection().distinct()
        && rows.stream().anyMatch(before -> before.url().equals(row.url()));
  }
}
