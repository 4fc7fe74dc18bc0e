package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlink.dns.NameServers;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.record.Outcome;
import dev.outlink.testing.DnsServer;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import dev.outlink.url.Host;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a name server can do, and what becomes of the fetches. */
@ExtendWith(LeaksExtension.class)
@Timeout(60)
class DnsTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello";

  @RegisterExtension final Fetching fetching = new Fetching();

  private static FetchConfig within(Duration timeout) {
    return Fetching.config(timeout, Duration.ofSeconds(30), 1000);
  }

  private static Host host(String name) {
    return Fetching.url("http://" + name + "/").host();
  }

  private FetchOutcome.Other failure(String name) {
    return fetching.other("http://" + name + "/");
  }

  @Test
  void socket_hasRoomForManyAnswers() {
    EpollDatagramChannel usual = new EpollDatagramChannel();
    DatagramChannel ours = NameServers.datagrams(true);
    try {
      assertThat(ours.config().getReceiveBufferSize())
          .isGreaterThan(usual.config().getReceiveBufferSize());
    } finally {
      usual.unsafe().closeForcibly();
      ours.unsafe().closeForcibly();
    }
  }

  @Test
  void fetch_silentNameServer_endsWithinTheTimeout() {
    try (DnsServer dns = DnsServer.start(question -> {})) {
      fetching.with(within(Duration.ofMillis(300)), dns.provider());
      assertThat(failure("silent.example"))
          .satisfies(
              other -> {
                assertThat(other.end()).isEqualTo(FetchEnd.DNS_TIMEOUT);
                assertThat(other.detail())
                    .startsWith("no answer from the name server for silent.example");
              });
      assertThat(dns.asked("silent.example")).isPositive();
    }
  }

  /** Hundreds at the same time: none waits for another one. */
  @Test
  void fetch_silentForHundredsOfNames_allEndAndOthersAreNotHeldUp() {
    int count = 500;
    try (ScriptedServer web = ScriptedServer.answering(HELLO);
        DnsServer dns =
            DnsServer.start(
                question -> {
                  if (!question.name().startsWith("silent")) {
                    question.loopback(60);
                  }
                })) {
      fetching.with(within(Duration.ofSeconds(4)), dns.provider());
      List<CompletableFuture<FetchOutcome>> silent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        silent.add(fetching.begin("http://silent" + i + ".example/"));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(fetching.text("http://good" + i + ".example:" + web.port() + "/"))
            .isEqualTo("hello");
      }
      for (CompletableFuture<FetchOutcome> future : silent) {
        FetchOutcome.Other other = (FetchOutcome.Other) Fetching.outcome(future);
        assertThat(other.end()).isEqualTo(FetchEnd.DNS_TIMEOUT);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SERVFAIL, 2, dns-timeout",
    "REFUSED, 5, dns-timeout",
    "NXDOMAIN, 3, dns-error",
    "NOERROR, 0, dns-error"
  })
  void fetch_nameServerHasNoAddress_asItSays(String name, int code, String outcome) {
    try (DnsServer dns = DnsServer.start(question -> question.say(DnsResponseCode.valueOf(code)))) {
      fetching.with(within(Duration.ofSeconds(10)), dns.provider());
      List<CompletableFuture<FetchOutcome>> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        all.add(fetching.begin("http://" + name + i + ".example/"));
      }
      for (int i = 0; i < all.size(); i++) {
        FetchOutcome.Other other = (FetchOutcome.Other) Fetching.outcome(all.get(i));
        assertThat(Outcome.of(other.end()).label()).isEqualTo(outcome);
        assertThat(other.detail())
            .contains(name.toLowerCase(java.util.Locale.ROOT) + i + ".example");
      }
    }
  }

  /** RFC 2308, section 5: also that there is no answer is remembered. */
  @ParameterizedTest
  @CsvSource({"SERVFAIL, 2", "NXDOMAIN, 3", "NOERROR, 0"})
  void address_thenFetch_deadNameAskedOnce(String name, int code) {
    try (DnsServer dns = DnsServer.start(question -> question.say(DnsResponseCode.valueOf(code)))) {
      fetching.with(within(Duration.ofSeconds(10)), dns.provider());
      assertThat(fetching.fetcher().address(host(name + ".example")))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo("");
      String asked = name.toLowerCase(java.util.Locale.ROOT) + ".example";
      int before = dns.asked(asked);
      assertThat(before).isPositive();
      for (int i = 0; i < 10; i++) {
        assertThat(failure(name + ".example").status()).isZero();
        assertThat(failure(name + ".Example.").status()).isZero();
      }
      assertThat(dns.asked(asked)).isEqualTo(before);
    }
  }

  @Test
  void address_silentThenFetch_rememberedAndNoSecondWait() {
    try (DnsServer dns = DnsServer.start(question -> {})) {
      fetching.with(within(Duration.ofMillis(400)), dns.provider());
      assertThat(fetching.fetcher().address(host("silent.example")))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo("");
      int before = dns.asked("silent.example");
      CompletableFuture<FetchOutcome> fetched = fetching.begin("http://silent.example/");
      assertThat(((FetchOutcome.Other) Fetching.outcome(fetched)).end())
          .isEqualTo(FetchEnd.DNS_TIMEOUT);
      assertThat(dns.asked("silent.example")).isEqualTo(before);
    }
  }

  @Test
  void fetch_manyOfOneName_oneQuestion() {
    BlockingQueue<DnsServer.Question> questions = new LinkedBlockingQueue<>();
    try (ScriptedServer web = ScriptedServer.answering(HELLO);
        DnsServer dns = DnsServer.start(questions::add)) {
      fetching.with(within(Duration.ofSeconds(10)), dns.provider());
      List<CompletableFuture<FetchOutcome>> all = new ArrayList<>();
      List<CompletableFuture<String>> addresses = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String name = i % 3 == 0 ? "one.example" : i % 3 == 1 ? "ONE.example" : "one.example.";
        addresses.add(fetching.fetcher().address(host(name)));
        all.add(fetching.begin("http://" + name + ':' + web.port() + "/"));
      }
      await().until(() -> dns.asked("one.example") > 0);
      questions.forEach(question -> question.loopback(60));
      for (CompletableFuture<FetchOutcome> future : all) {
        FetchOutcome outcome = Fetching.outcome(future);
        // The IPv6 question may come after the others were answered.
        questions.forEach(question -> question.loopback(60));
        assertThat(outcome).isInstanceOf(Page.class);
        ((Page) outcome).close();
      }
      assertThat(addresses).allSatisfy(each -> assertThat(each).isCompletedWithValue("127.0.0.1"));
      assertThat(dns.asked("one.example")).isEqualTo(1);
      assertThat(dns.names()).isEqualTo(1);
    }
  }

  @Test
  void fetch_slowNameServer_page() {
    try (ScriptedServer web = ScriptedServer.answering(HELLO);
        DnsServer dns =
            DnsServer.start(question -> question.later(300, () -> question.loopback(60)))) {
      fetching.with(within(Duration.ofSeconds(10)), dns.provider());
      List<CompletableFuture<FetchOutcome>> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        all.add(fetching.begin("http://slow" + i + ".example:" + web.port() + "/"));
      }
      for (CompletableFuture<FetchOutcome> future : all) {
        FetchOutcome outcome = Fetching.outcome(future);
        assertThat(outcome).isInstanceOf(Page.class);
        ((Page) outcome).close();
      }
    }
  }

  /** What was lost on its way is asked once more. */
  @Test
  void fetch_firstQuestionLost_askedAgain() {
    List<String> seen = new ArrayList<>();
    try (ScriptedServer web = ScriptedServer.answering(HELLO);
        DnsServer dns =
            DnsServer.start(
                question -> {
                  String key = question.name() + question.isV4();
                  if (seen.contains(key)) {
                    question.loopback(60);
                  }
                  seen.add(key);
                })) {
      fetching.with(within(Duration.ofSeconds(10)), dns.provider());
      assertThat(fetching.text("http://lost.example:" + web.port() + "/")).isEqualTo("hello");
      assertThat(dns.asked("lost.example")).isEqualTo(2);
    }
  }

  @Test
  void fetch_nameWithDot_askedAsItIs() {
    BlockingQueue<String> names = new LinkedBlockingQueue<>();
    try (DnsServer dns =
        DnsServer.start(
            question -> {
              names.add(question.name());
              question.say(DnsResponseCode.NXDOMAIN);
            })) {
      fetching.with(within(Duration.ofSeconds(10)), dns.provider());
      assertThat(failure("www.dead.example").end()).isEqualTo(FetchEnd.DNS_ERROR);
      assertThat(names).containsOnly("www.dead.example");
    }
  }

  @Test
  void reaches_asksAnewAndConnects() throws Exception {
    BlockingQueue<String> connections = new LinkedBlockingQueue<>();
    try (ScriptedServer web =
            ScriptedServer.start(
                peer -> {
                  connections.add("made");
                  String request = peer.request();
                  connections.add(request == null ? "closed" : request);
                });
        DnsServer dns = DnsServer.start(question -> question.loopback(300))) {
      fetching.with(within(Duration.ofSeconds(10)), dns.provider());
      Host host = Fetching.url("http://up.example:" + web.port() + "/").host();
      for (int i = 1; i <= 3; i++) {
        assertThat(fetching.fetcher().reaches(host))
            .succeedsWithin(Duration.ofSeconds(10))
            .isEqualTo(true);
        assertThat(connections.poll(10, TimeUnit.SECONDS)).isEqualTo("made");
        assertThat(connections.poll(10, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(dns.asked("up.example")).isEqualTo(i);
      }
    }
  }

  @Test
  void reaches_silentNameServer_falseInTime() {
    try (DnsServer dns = DnsServer.start(question -> {})) {
      fetching.with(Fetching.connectWithin(Duration.ofMillis(300)), dns.provider());
      assertThat(fetching.fetcher().reaches(host("silent.example")))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(false);
    }
  }

  /** Its addresses count on for as long as they were given for. */
  @Test
  void reaches_silentNameServer_knownAddressesStay() {
    AtomicBoolean silent = new AtomicBoolean();
    try (ScriptedServer web = ScriptedServer.answering(HELLO);
        DnsServer dns =
            DnsServer.start(
                question -> {
                  if (!silent.get()) {
                    question.loopback(60);
                  }
                })) {
      fetching.with(within(Duration.ofSeconds(2)), dns.provider());
      String url = "http://known.example:" + web.port() + "/";
      assertThat(fetching.text(url)).isEqualTo("hello");
      silent.set(true);
      assertThat(fetching.fetcher().reaches(Fetching.url(url).host()))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(false);
      int before = dns.asked("known.example");
      assertThat(fetching.text(url)).isEqualTo("hello");
      assertThat(before).isGreaterThan(1);
      assertThat(dns.asked("known.example")).isEqualTo(before);
    }
  }

  @Test
  void reaches_nothingThere_false() {
    assertThat(fetching.fetcher().reaches(host("no-such-host.invalid")))
        .succeedsWithin(Duration.ofSeconds(20))
        .isEqualTo(false);
    int port;
    try (ScriptedServer gone = ScriptedServer.answering(HELLO)) {
      port = gone.port();
      assertThat(fetching.fetcher().reaches(host("127.0.0.1:" + port)))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(true);
    }
    assertThat(fetching.fetcher().reaches(host("127.0.0.1:" + port)))
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo(false);
    fetching.fetcher().close();
    assertThat(fetching.fetcher().reaches(host("127.0.0.1:" + port))).isCompletedWithValue(false);
  }

  @Test
  void reaches_behindAProxy_theProxy() {
    try (ScriptedServer proxy = ScriptedServer.answering(HELLO)) {
      fetching.with(Fetching.proxied("http://127.0.0.1:" + proxy.port()));
      assertThat(fetching.fetcher().reaches(host("no-such-host.invalid")))
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(true);
    }
    assertThat(fetching.fetcher().reaches(host("127.0.0.1")))
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo(false);
  }
}
