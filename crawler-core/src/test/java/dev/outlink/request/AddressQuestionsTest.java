package dev.outlink.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.testing.VirtualTime;
import dev.outlink.url.Host;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How many addresses are asked for at one time. */
class AddressQuestionsTest {

  private final VirtualTime time = new VirtualTime();
  private final ArrayDeque<CompletableFuture<String>> asked = new ArrayDeque<>();
  private final AddressQuestions lookups = new AddressQuestions(new NameServer(), time.ticker(), 4);

  private final class NameServer implements Fetcher {

    @Override
    public CompletableFuture<FetchOutcome> fetch(FetchRequest request) {
      throw new AssertionError("no request is sent");
    }

    @Override
    public CompletableFuture<String> address(Host host) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      asked.add(answer);
      return answer;
    }

    @Override
    public void close() {}
  }

  private void ask(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(lookups.isFree()).isTrue();
      assertThat(lookups.address(new Host("http", "h", 80))).isNotDone();
    }
  }

  @Test
  void questions_areBounded() {
    ask(4);
    assertThat(lookups.isFree()).isFalse();
    assertThat(lookups.nanosToFree()).isEqualTo(Duration.ofSeconds(1).toNanos());

    asked.remove().complete("10.0.0.1");
    assertThat(lookups.isFree()).isTrue();
    assertThat(lookups.nanosToFree()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void namesThatNobodyAnswersFor_holdUpOthersForASecondOnly() {
    for (int second = 0; second < 16; second++) {
      ask(4);
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(lookups.isFree()).as("sixteen times as many are silent").isFalse();

    asked.remove().complete("");
    assertThat(lookups.isFree()).isTrue();
  }

  @Test
  void answers_ofAnyAge_giveTheirPlacesBack() {
    ask(4);
    time.advance(Duration.ofMillis(500));
    asked.removeLast().complete("");
    ask(1);
    time.advance(Duration.ofMillis(600));
    ask(3);
    while (!asked.isEmpty()) {
      asked.removeLast().complete("");
    }
    ask(4);
    assertThat(lookups.isFree()).isFalse();
  }
}
