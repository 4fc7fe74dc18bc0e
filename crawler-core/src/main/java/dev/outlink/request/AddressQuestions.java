package dev.outlink.request;

import com.google.common.base.Ticker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.outlink.fetch.Fetcher;
import dev.outlink.url.Host;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The questions for addresses of hosts that are under way, and whether there may be more. A name
 * server that is silent about some names must not hold up the others: a question that is older than
 * a second counts only against a limit of its own, sixteen times as high. Safe for any thread.
 */
public final class AddressQuestions {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final int SILENT = 16;

  private final Fetcher fetcher;
  private final Ticker ticker;
  private final int most;
  private final Object lock = new Object();

  /** Oldest first; some may have their answer. */
  @GuardedBy("lock") private final ArrayDeque<Question> questions = new ArrayDeque<>();

  /** Those without an answer that are younger, or were when they were last looked at. */
  @GuardedBy("lock") private int young;

  @GuardedBy("lock") private int silent;

  /**
   * No questions yet.
   *
   * @param most questions at one time, at least 1
   */
  public AddressQuestions(Fetcher fetcher, Ticker ticker, int most) {
    this.fetcher = fetcher;
    this.ticker = ticker;
    this.most = most;
  }

  private static final class Question {
    final long askedAt;
    boolean answered;
    boolean old;

    Question(long askedAt) {
      this.askedAt = askedAt;
    }
  }

  /** As {@link Fetcher#address}. */
  public CompletableFuture<String> address(Host host) {
    CompletableFuture<String> answer = fetcher.address(host);
    if (answer.isDone()) {
      return answer;
    }
    Question question = new Question(ticker.read());
    synchronized (lock) {
      questions.add(question);
      young++;
    }
    return answer.whenComplete((address, bug) -> answered(question));
  }

  private void answered(Question question) {
    synchronized (lock) {
      question.answered = true;
      if (question.old) {
        silent--;
      } else {
        young--;
      }
    }
  }

  /** Whether one more may be asked. */
  public boolean isFree() {
    synchronized (lock) {
      lookAtOldest();
      return young < most && silent < SILENT * most;
    }
  }

  /** When that may change by itself: nanoseconds from now, Long.MAX_VALUE if it is so or cannot. */
  public long nanosToFree() {
    synchronized (lock) {
      lookAtOldest();
      Question oldest = questions.peek();
      return young < most || oldest == null
          ? Long.MAX_VALUE
          : Math.max(0, oldest.askedAt + PATIENCE - ticker.read());
    }
  }

  @GuardedBy("lock") private void lookAtOldest() {
    long now = ticker.read();
    for (Question oldest = questions.peek();
        oldest != null && (oldest.answered || now - oldest.askedAt >= PATIENCE);
        oldest = questions.peek()) {
      questions.remove();
      if (!oldest.answered) {
        oldest.old = true;
        young--;
        silent++;
      }
    }
  }
}
