package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes behind the end of a response are no answer to the next request (RFC 9112, section 6.3). */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class ExcessBytesTest {

  private static final String PAGE =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\npage";
  private static final String INJECTED =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\ninjected";

  @RegisterExtension final Fetching fetching = new Fetching();

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "<!-- cached -->", "0\r\n\r\n", INJECTED})
  void excess_withTheResponse_isNoAnswer(String excess) {
    try (ScriptedServer server = ScriptedServer.answering(PAGE + excess)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(fetching.text(server.url("/" + i))).isEqualTo("page");
      }
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "<!-- cached -->", INJECTED})
  void excess_afterTheResponse_endsTheConnection(String excess) throws InterruptedException {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              if (peer.request() != null) {
                peer.send(PAGE);
                if (peer.number() == 1) {
                  peer.await(read);
                  peer.send(excess);
                  if (peer.sawClientClose()) {
                    closed.countDown();
                  }
                }
              }
            })) {
      assertThat(fetching.text(server.url("/1"))).isEqualTo("page");
      read.countDown();
      closed.await();
      assertThat(fetching.text(server.url("/2"))).isEqualTo("page");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  /** It may come when the next request is on its way: that one is sent again. */
  @Test
  void excess_inPlaceOfTheNextAnswer_isMetWithAnotherConnection() {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              if (peer.request() != null) {
                peer.send(PAGE);
              }
              if (peer.request() != null) {
                peer.send("<!-- cached -->");
                peer.stall();
              }
            })) {
      assertThat(fetching.text(server.url("/1"))).isEqualTo("page");
      assertThat(fetching.text(server.url("/2"))).isEqualTo("page");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.requests()).hasSize(3);
    }
  }

  /** Interim responses do not end a request, and two requests go over one connection. */
  @Test
  void interimResponses_beforeEachOfTwo_oneConnection() {
    try (ScriptedServer server =
        ScriptedServer.answering(
            "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                + PAGE)) {
      assertThat(fetching.text(server.url("/1"))).isEqualTo("page");
      assertThat(fetching.text(server.url("/2"))).isEqualTo("page");
      assertThat(server.connections()).isEqualTo(1);
    }
  }
}
