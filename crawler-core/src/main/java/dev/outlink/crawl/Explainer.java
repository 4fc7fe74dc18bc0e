package dev.outlink.crawl;

import dev.outlink.admission.Admission;
import dev.outlink.record.Explanation;
import dev.outlink.record.Explanation.Line;
import dev.outlink.robots.RobotsVerdict;
import dev.outlink.scope.Scope;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks the rules of a crawl about one URL, in the crawl's own order. Safe for any thread. */
public final class Explainer {

  private final Engine engine;
  private final Duration hostDelay;

  /**
   * Explains by an engine's configuration.
   *
   * @param hostDelay the pause between two requests to a host, without that of its robots.txt
   */
  public Explainer(Engine engine, Duration hostDelay) {
    this.engine = engine;
    this.hostDelay = hostDelay;
  }

  /**
   * Explains a URL.
   *
   * @param from the page that it is a link of, or null where it is a seed
   */
  public CompletableFuture<Explanation> explain(CrawlUrl url, @Nullable CrawlUrl from) {
    List<Line> lines = new ArrayList<>();
    boolean passed = from == null ? isSeed(url, lines) : isLink(url, from, lines);
    if (!passed) {
      return CompletableFuture.completedFuture(explanation(url, false, lines));
    }
    if (!engine.limits().rules().robots()) {
      lines.add(new Line("robots", true, "not asked"));
      return CompletableFuture.completedFuture(withDelay(url, lines, null));
    }
    return engine
        .machines()
        .robots()
        .check(url.canonical())
        .thenApply(verdict -> robots(url, lines, verdict));
  }

  private static boolean isSeed(CrawlUrl url, List<Line> lines) {
    String seed = "an input, to which scope, patterns and bounds do not apply";
    lines.add(
        url.isHttp()
            ? new Line("scope", true, seed)
            : new Line(
                Admission.NOT_CRAWLABLE.label(), false, url.scheme() + ": cannot be fetched"));
    return url.isHttp();
  }

  private boolean isLink(CrawlUrl url, CrawlUrl from, List<Line> lines) {
    CrawlTask page = CrawlTask.seed(from);
    Scope scope = new Scope(engine.limits().scope());
    Admission verdict = scope.judge(page, url.canonical());
    boolean passed = verdict == Admission.ADMITTED;
    lines.add(
        new Line(
            passed ? "scope" : verdict.label(), passed, scope.why(verdict, page, url.canonical())));
    return passed;
  }

  private Explanation robots(CrawlUrl url, List<Line> lines, RobotsVerdict verdict) {
    String line =
        verdict.line() == 0 ? "" : " (line " + verdict.line() + ": " + verdict.rule() + ")";
    lines.add(new Line("robots", verdict.allowed(), verdict.detail() + line));
    return verdict.allowed() ? withDelay(url, lines, verdict) : explanation(url, false, lines);
  }

  private Explanation withDelay(CrawlUrl url, List<Line> lines, @Nullable RobotsVerdict verdict) {
    Duration asked = verdict == null ? null : verdict.crawlDelay();
    Duration kept = verdict == null ? Duration.ZERO : engine.limits().rules().crawlDelay(verdict);
    Duration delay = kept.compareTo(hostDelay) > 0 ? kept : hostDelay;
    String words = delay.toMillis() + " ms between requests to " + url.host();
    lines.add(
        new Line(
            "delay",
            true,
            asked == null ? words : words + "; robots.txt asks for " + asked.toMillis() + " ms"));
    return explanation(url, true, lines);
  }

  private Explanation explanation(CrawlUrl url, boolean crawled, List<Line> lines) {
    return new Explanation(url, engine.limits().frontier().sameness().of(url), crawled, lines);
  }
}
