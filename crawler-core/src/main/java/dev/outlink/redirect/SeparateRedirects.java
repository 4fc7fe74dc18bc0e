package dev.outlink.redirect;

import dev.outlink.record.Outcome;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import dev.outlink.request.Reply;
import dev.outlink.url.CrawlUrl;

/**
 * Redirects in a crawl that goes deeper than its seeds: a redirect ends its URL, and the target is
 * a URL of its own.
 */
public final class SeparateRedirects extends Redirects {

  private final RedirectCircles circles = new RedirectCircles();

  public SeparateRedirects(int most) {
    super(most);
  }

  @Override
  boolean closesCircle(Attempt attempt, String location, CrawlUrl target) {
    return circles.closes(attempt.task().url().canonical(), target);
  }

  @Override
  Step lead(Attempt attempt, Reply.Redirection redirect, CrawlUrl target) {
    Ending end = Ending.of(Outcome.REDIRECT, redirect.status(), "to " + target.href());
    return new Step(end, null, target);
  }
}
