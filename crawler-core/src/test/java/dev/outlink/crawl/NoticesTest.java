package dev.outlink.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.record.CrawlEvent;
import dev.outlink.record.CrawlListener;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a listener is told. */
class NoticesTest {

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final CrawlListener listener =
      event -> {
        String url = ((CrawlEvent.Written) event).page().url();
        heard.add(url);
        if (url.equals("bad")) {
          throw new IllegalStateException("as if");
        }
      };
  private final Notices notices = new Notices(listener, tasks::add, 4);

  private CompletableFuture<Void> tell(String url) {
    return notices.tell(new CrawlEvent.Written(PageRecord.unasked(url, Outcome.PAGE, 0, "")));
  }

  @Test
  void listenerThatIsBusy_holdsNobodyUp_untilItIsTooFarBehind() {
    assertThat(tell("1")).isDone();
    assertThat(tell("2")).isDone();
    assertThat(tell("3")).isDone();
    CompletableFuture<Void> fourth = tell("4");
    assertThat(fourth).isNotDone();
    assertThat(notices.told()).isNotDone();
    assertThat(tasks).as("one at a time").hasSize(1);

    tasks.remove().run();

    assertThat(fourth).isDone();
    assertThat(heard).containsExactly("1", "2", "3", "4");
    assertThat(notices.told()).isDone();
  }

  @Test
  void listenerThatThrows_isToldTheNext() {
    CompletableFuture<Void> bad = tell("bad");
    CompletableFuture<Void> next = tell("next");
    tasks.remove().run();

    assertThat(bad).isCompleted();
    assertThat(next).isCompleted();
    assertThat(heard).containsExactly("bad", "next");
  }

  @Test
  void executorThatIsClosed_holdsNobodyUp() {
    Notices closed =
        new Notices(
            listener,
            task -> {
              throw new java.util.concurrent.RejectedExecutionException("closed");
            },
            4);
    for (int i = 0; i < 400; i++) {
      assertThat(closed.tell(new CrawlEvent.Written(PageRecord.unasked("x", Outcome.PAGE, 0, ""))))
          .isDone();
    }
    assertThat(closed.told()).isDone();
  }

  @Test
  void afterAPause_itIsToldAgain() {
    assertThat(tell("1")).isDone();
    tasks.remove().run();
    assertThat(tell("2")).isDone();
    tasks.remove().run();

    assertThat(heard).containsExactly("1", "2");
  }
}
