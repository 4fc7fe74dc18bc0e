package dev.outlink.redirect;

import dev.outlink.record.Outcome;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import dev.outlink.request.Reply;
import dev.outlink.task.CrawlTask;
import dev.outlink.task.Trail;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.InvalidUrl;
import dev.outlink.url.UrlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of redirects. Safe for any thread. */
public abstract sealed class Redirects permits FollowedRedirects, SeparateRedirects {

  private final int most;

  /**
   * Redirects of one crawl.
   *
   * @param most that may be followed in a row
   */
  Redirects(int most) {
    this.most = most;
  }

  /**
   * Where a redirect leads: either the URL ends, or it goes on as another one.
   *
   * @param end how it ends, or null
   * @param next as what it goes on, or null
   * @param target where it leads that is crawled on its own account, or null
   */
  public record Step(@Nullable Ending end, @Nullable CrawlTask next, @Nullable CrawlUrl target) {

    static Step end(Outcome outcome, Reply.Redirection redirect, String detail) {
      return new Step(Ending.of(outcome, redirect.status(), detail), null, null);
    }

    /** How the URL ends that does not go on. */
    public Ending ending() {
      return Objects.requireNonNull(end);
    }
  }

  /** Whether the redirects from a URL go round. */
  abstract boolean closesCircle(Attempt attempt, String location, CrawlUrl target);

  /** A redirect with a target that may be crawled. */
  abstract Step lead(Attempt attempt, Reply.Redirection redirect, CrawlUrl target);

  /** What a redirect means. */
  public final Step step(Attempt attempt, Reply.Redirection redirect) {
    String location = redirect.location();
    if (location == null) {
      return Step.end(Outcome.BAD_REDIRECT, redirect, "redirect without a Location header");
    }
    UrlResult resolved = attempt.task().url().canonical().resolve(location);
    if (resolved instanceof InvalidUrl invalid) {
      String detail = "redirect to " + location + ": " + invalid.reason();
      return Step.end(Outcome.BAD_REDIRECT, redirect, detail);
    }
    CrawlUrl to = (CrawlUrl) resolved;
    if (!to.isHttp()) {
      String detail = "redirect to " + to.href() + ", which cannot be fetched";
      return Step.end(Outcome.BAD_REDIRECT, redirect, detail);
    }
    if (attempt.task().redirects() >= most) {
      String detail = "more than " + most + " redirects; the next is to " + to.href();
      return Step.end(Outcome.REDIRECT_LIMIT, redirect, detail);
    }
    CrawlUrl target = to.canonical();
    if (closesCircle(attempt, location, target)) {
      String detail = "redirects in a circle; the next is to " + target.href();
      return Step.end(Outcome.REDIRECT_LIMIT, redirect, detail);
    }
    return lead(attempt, redirect, target);
  }

  /** The redirects that were met so far, the present one included. */
  static List<Trail.Hop> hops(Attempt attempt) {
    Trail trail = attempt.task().trail();
    List<Trail.Hop> hops = new ArrayList<>(trail == null ? List.of() : trail.hops());
    if (attempt.reply() instanceof Reply.Redirection redirect && redirect.location() != null) {
      hops.add(new Trail.Hop(attempt.task().url().canonical(), redirect.location()));
    }
    return hops;
  }
}
