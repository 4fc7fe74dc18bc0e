package dev.outlink.visit;

import com.google.common.base.Ticker;
import dev.outlink.gate.Permit;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import dev.outlink.request.Reply;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.Host;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/*
 * A stop cancels the one future that the visit waits for at the time, and never one that is chained to it: a permit could be
 * granted already, and who would have released it no longer hears of it.
 */
/**
 * One attempt at one URL, from when it was taken from the frontier: what the stages of its path
 * have learnt so far. Confined to whichever thread completes the last stage, but for its
 * cancellation.
 */
final class Visit {

  private final Visits visits;
  private final Ticker ticker;
  private final Clock clock;
  private final CrawlTask task;
  private final CrawlUrl url;
  private final long beganAt;
  private String address = "";
  private Duration crawlDelay = Duration.ZERO;
  private @Nullable Permit permit;
  private boolean sent;
  private long sentAt;
  private @Nullable Attempt attempt;
  private @Nullable Ending ending;
  private @Nullable CrawlUrl target;
  private Extraction.@Nullable Result result;
  private boolean postponed;
  private volatile @Nullable CompletableFuture<?> current;

  Visit(Visits visits, CrawlTask task, Ticker ticker, Clock clock) {
    this.visits = visits;
    this.ticker = ticker;
    this.clock = clock;
    this.task = task;
    this.url = task.url().canonical();
    this.beganAt = ticker.read();
  }

  CrawlTask task() {
    return task;
  }

  /** The URL that is asked for, in its canonical form. */
  CrawlUrl url() {
    return url;
  }

  Host host() {
    return url.host();
  }

  /** The text of the host's IP address; empty where it is unknown or does not count. */
  String address() {
    return address;
  }

  void locatedAt(String text) {
    address = text;
  }

  /** The pause between two requests that the host's robots.txt asks for. */
  Duration crawlDelay() {
    return crawlDelay;
  }

  void slowDownTo(Duration delay) {
    crawlDelay = delay;
  }

  /** The right to send, which the gate has given. */
  Permit permit() {
    return Objects.requireNonNull(permit);
  }

  void setPermit(Permit right) {
    permit = right;
  }

  /** Its request goes out now. */
  void markSent() {
    sent = true;
    sentAt = ticker.read();
  }

  /** When its request was sent, in nanoseconds of the ticker. */
  long sentAt() {
    return sentAt;
  }

  Duration sinceSent() {
    return Duration.ofNanos(ticker.read() - sentAt);
  }

  /** What its request came to, or a refusal or stop before one was sent. */
  void setReply(Reply reply) {
    long askedAt = sent ? sentAt : beganAt;
    long startedAt = task.trail() == null ? askedAt : task.trail().startedAt();
    boolean asked = sent || task.trail() != null;
    attempt =
        new Attempt(
            task,
            reply,
            askedAt,
            startedAt,
            asked ? ticker.read() - startedAt : 0,
            asked ? clock.instant() : null);
    ending = reply instanceof Ending end ? end : null;
  }

  boolean hasReply() {
    return attempt != null;
  }

  Attempt attempt() {
    return Objects.requireNonNull(attempt);
  }

  /**
   * It ends without a document.
   *
   * @param leadsTo where it redirects to that is crawled on its own account, or null
   */
  void setEnding(Ending end, @Nullable CrawlUrl leadsTo) {
    ending = end;
    target = leadsTo;
  }

  /** How it ends without a document. */
  Ending ending() {
    return Objects.requireNonNull(ending);
  }

  /** Where it redirects to that is crawled on its own account, or null. */
  @Nullable CrawlUrl target() {
    return target;
  }

  /** The URL waits in the frontier again, and this visit is over. */
  void postpone() {
    postponed = true;
  }

  boolean isPostponed() {
    return postponed;
  }

  /** What the sink is to write of it. */
  Extraction.Result result() {
    return Objects.requireNonNull(result);
  }

  void setResult(Extraction.Result made) {
    result = made;
  }

  /** Whether a bug ended it on its way: then its result exists before the extraction. */
  boolean hasFailed() {
    return result != null;
  }

  /** Waits for something that a stop of the crawl gives up. */
  <T> CompletableFuture<T> waitFor(CompletableFuture<T> step) {
    current = step;
    visits.addWaiting(this);
    return step;
  }

  /** Waits for the answer to its request, which only an abort gives up. */
  <T> CompletableFuture<T> waitInFlight(CompletableFuture<T> answer) {
    current = answer;
    visits.addInFlight(this);
    return answer;
  }

  /** The one step that it waits for, or its request, is given up. */
  void cancel() {
    CompletableFuture<?> step = current;
    if (step != null) {
      step.cancel(false);
    }
  }
}
