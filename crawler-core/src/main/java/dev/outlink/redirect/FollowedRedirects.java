package dev.outlink.redirect;

import dev.outlink.request.Attempt;
import dev.outlink.request.Reply;
import dev.outlink.task.Trail;
import dev.outlink.url.CrawlUrl;

/**
 * Redirects in a crawl of a list: they are followed at once, on behalf of the listed URL, which
 * goes on as where they lead.
 */
public final class FollowedRedirects extends Redirects {

  public FollowedRedirects(int most) {
    super(most);
  }

  /**
   * A redirect that is met a second time goes round. A URL alone may come again, as it may answer
   * otherwise: servers do that to set a cookie, or while they prepare something.
   */
  @Override
  boolean closesCircle(Attempt attempt, String location, CrawlUrl target) {
    Trail trail = attempt.task().trail();
    CrawlUrl at = attempt.task().url().canonical();
    return trail != null && trail.hops().contains(new Trail.Hop(at, location));
  }

  @Override
  Step lead(Attempt attempt, Reply.Redirection redirect, CrawlUrl target) {
    Trail way = new Trail(attempt.task().source(), hops(attempt), attempt.startedAt());
    return new Step(null, attempt.task().redirected(target, way), null);
  }
}
