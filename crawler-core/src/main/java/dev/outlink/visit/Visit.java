package dev.outlink.visit;

import com.google.common.base.Ticker;
import dev.outlink.gate.Permit;
import dev.outlink.request.Arrival;
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
 * A visit waits for one future at a time, which is the one that a stop cancels: cancelling what is chained to it would leave
 * a permit to nobody.
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
  private @Nullable Arrival arrival;
  private @Nullable Ending ending;
  private @Nullable CrawlUrl target;
  private @Nullable Extraction extraction;
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

  void permitted(Permit right) {
    permit = right;
  }

  /** Its request goes out now. */
  void sends() {
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

  /** Its request, or whatever it waited for, has come to this. */
  void arrive(Reply reply) {
    long askedAt = sent ? sentAt : beganAt;
    long startedAt = task.trail() == null ? askedAt : task.trail().startedAt();
    boolean asked = sent || task.trail() != null;
    arrival =
        new Arrival(
            task,
            reply,
            askedAt,
            startedAt,
            asked ? ticker.read() - startedAt : 0,
            asked ? clock.instant() : null);
    ending = reply instanceof Ending end ? end : null;
  }

  boolean hasArrived() {
    return arrival != null;
  }

  Arrival arrival() {
    return Objects.requireNonNull(arrival);
  }

  /**
   * It ends without a document.
   *
   * @param leadsTo where it redirects to that is crawled on its own account, or null
   */
  void endsWith(Ending end, @Nullable CrawlUrl leadsTo) {
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

  Extraction extraction() {
    return Objects.requireNonNull(extraction);
  }

  void extracted(Extraction made) {
    extraction = made;
  }

  /** Whether its result exists already, since it has failed on its way. */
  boolean isExtracted() {
    return extraction != null;
  }

  /** Waits for something that a stop of the crawl gives up. */
  <T> CompletableFuture<T> waitFor(CompletableFuture<T> step) {
    current = step;
    visits.waits(this);
    return step;
  }

  /** Waits for the answer to its request, which only an abort gives up. */
  <T> CompletableFuture<T> flyWith(CompletableFuture<T> answer) {
    current = answer;
    visits.flies(this);
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
