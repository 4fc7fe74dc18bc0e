package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeaksExtension.class)
@Timeout(30)
class IdleConnectionsTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello";

  @RegisterExtension final Fetching fetching = new Fetching();

  @Test
  void offer_tooMany_oldestClosed() {
    IdleConnections idle = new IdleConnections(2);
    EmbeddedChannel first = new EmbeddedChannel();
    EmbeddedChannel second = new EmbeddedChannel();
    EmbeddedChannel third = new EmbeddedChannel();
    assertThat(idle.offer(first, "a")).isTrue();
    assertThat(idle.offer(second, "b")).isTrue();
    assertThat(idle.poll("a")).isSameAs(first);
    assertThat(idle.offer(first, "a")).isTrue();
    assertThat(idle.offer(third, "c")).isTrue();
    assertThat(second.isOpen()).isFalse();
    assertThat(idle.poll("b")).isNull();
    assertThat(idle.poll("a")).isSameAs(first);
    assertThat(idle.poll("c")).isSameAs(third);
    assertThat(idle.poll("c")).isNull();
  }

  @Test
  void poll_closedConnection_skipped() {
    IdleConnections idle = new IdleConnections(2);
    EmbeddedChannel open = new EmbeddedChannel();
    EmbeddedChannel closed = new EmbeddedChannel();
    assertThat(idle.offer(open, "a")).isTrue();
    assertThat(idle.offer(closed, "a")).isTrue();
    closed.close().syncUninterruptibly();
    assertThat(idle.poll("a")).isSameAs(open);
  }

  @Test
  void destroy_allClosedAndNoneTaken() {
    IdleConnections idle = new IdleConnections(2);
    EmbeddedChannel kept = new EmbeddedChannel();
    assertThat(idle.offer(kept, "a")).isTrue();
    idle.destroy();
    assertThat(kept.isOpen()).isFalse();
    assertThat(idle.offer(new EmbeddedChannel(), "a")).isFalse();
    assertThat(idle.isOpen()).isFalse();
  }

  @Test
  void fetch_moreHostsThanKept_oldestConnectionGivesWay() throws Exception {
    fetching.with(
        Fetching.CONFIG, 1, new ConnectionLimits(1, Duration.ofSeconds(10), Duration.ofSeconds(3)));
    CompletableFuture<Boolean> gone = new CompletableFuture<>();
    try (ScriptedServer first =
            ScriptedServer.start(
                peer -> {
                  peer.request();
                  peer.send(HELLO);
                  gone.complete(peer.sawClientClose());
                });
        ScriptedServer second = ScriptedServer.answering(HELLO)) {
      assertThat(fetching.text(first.url("/"))).isEqualTo("hello");
      assertThat(fetching.text(second.url("/"))).isEqualTo("hello");
      assertThat(gone.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(fetching.text(second.url("/"))).isEqualTo("hello");
      assertThat(second.connections()).isEqualTo(1);
    }
  }

  @Test
  void connection_idle_closed() throws Exception {
    fetching.with(
        Fetching.CONFIG, 1, new ConnectionLimits(10, Duration.ofMillis(50), Duration.ofSeconds(3)));
    CompletableFuture<Boolean> gone = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              peer.request();
              peer.send(HELLO);
              gone.complete(peer.sawClientClose());
            })) {
      assertThat(fetching.text(server.url("/"))).isEqualTo("hello");
      assertThat(gone.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
