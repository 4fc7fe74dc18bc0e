package dev.outlink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterruptsTest {

  private final Screen screen = new Screen();
  private final FakeCrawl crawl = new FakeCrawl();
  private final List<Integer> halts = new ArrayList<>();
  private final Interrupts interrupts = new Interrupts(crawl, screen.terminal, halts::add);

  @Test
  void first_stops() {
    interrupts.signal(2);

    assertThat(crawl.calls).containsExactly("stop");
    assertThat(screen.err())
        .isEqualTo("outlink: stopping: 7 requests in flight; press Ctrl-C again to abort\n");
    assertThat(interrupts.exitStatus()).isEqualTo(130);
  }

  @Test
  void second_cancels_andThird_halts() {
    interrupts.signal(15);
    interrupts.signal(2);
    assertThat(crawl.calls).containsExactly("stop", "cancel");
    assertThat(halts).isEmpty();

    interrupts.signal(2);

    assertThat(halts).containsExactly(130);
    assertThat(interrupts.exitStatus()).isEqualTo(143);
  }

  @Test
  void terminalThatIsHeldUp_doesNotDelayTheStop() {
    List<List<String>> calledBefore = new ArrayList<>();
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream()) {
          @Override
          public void println(String line) {
            calledBefore.add(List.copyOf(crawl.calls));
          }
        };
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            err,
            true,
            true,
            Map.of());
    Interrupts slow = new Interrupts(crawl, terminal, halts::add);
    slow.signal(2);
    slow.signal(2);

    assertThat(calledBefore).containsExactly(List.of("stop"), List.of("stop", "cancel"));
  }

  @Test
  void none_asksForNothing() {
    assertThat(interrupts.exitStatus()).isZero();
  }
}
