package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import dev.outlink.decode.ContentDecoder;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Page;
import dev.outlink.record.Outcome;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import dev.outlink.testing.Suites;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every reply of curl's own tests to a GET: the status and the body that curl 7.88.1 saw, but for
 * the replies named here, each of which has its row in docs/http.md.
 */
@ExtendWith(LeaksExtension.class)
@Timeout(60)
class CurlRepliesTest {

  private static final int MAX_BODY = 10_000_000;
  private static final int MAX_REDIRECTS = 20;

  /** The number of a reply: behind the last slash of a path. */
  private static final Pattern NUMBER = Pattern.compile("/(\\d+)[^/]*$");

  /** What we make of the replies that curl refuses, or reads otherwise. */
  private static final Map<Integer, String> OURS =
      ImmutableMap.<Integer, String>builder()
          // Nothing comes, or half of a head.
          .put(21, "connection-closed")
          .put(23, "connection-closed")
          .put(30, "connection-closed")
          .put(1513, "incomplete")
          .put(223, "incomplete")
          .put(3223, "incomplete")
          // Both refuse it.
          .put(221, "bad-encoding")
          .put(262, "bad-response")
          .put(1172, "bad-response")
          .put(1430, "bad-response")
          .put(1431, "bad-response")
          .put(1432, "bad-response")
          .put(1433, "bad-response")
          .put(1480, "bad-response")
          .put(1722, "bad-response")
          .put(1723, "bad-response")
          .put(1801, "bad-response")
          // A length beyond all numbers: curl gives up at its own limit.
          .put(393, "incomplete")
          // Different lengths, of which curl takes the last.
          .put(770, "bad-response")
          .put(771, "bad-response")
          // A folded line right behind the status line.
          .put(1473, "200 89baf833de7704d625ceda396a78b5908b6a549b74de0632f98cde152d11793d")
          // A Location with more than two slashes behind the scheme, which the URL standard takes.
          .put(1142, "200 f02266aaea02a6855c321b2a45213a5c1bc7b82bfcceaac9d4d76de3be43d513")
          // They lead to https and to gopher.
          .put(1270, "redirect")
          .put(1563, "redirect")
          .build();

  @RegisterExtension
  final Fetching fetching =
      new Fetching()
          .with(
              Fetching.config(Duration.ofSeconds(30), Duration.ofSeconds(20), MAX_BODY),
              new BodyBudget(256_000_000, () -> {}));

  private final ContentDecoder decoder = new ContentDecoder(MAX_BODY);

  /** Serves the replies as curl's server does. */
  private static final class Replies implements ScriptedServer.Script {
    private final Map<Integer, Reply> replies = new ConcurrentHashMap<>();

    /** Which part a test's next request gets, where the reply before said so. */
    private final Map<Integer, Integer> next = new ConcurrentHashMap<>();

    private record Reply(String bytes, boolean bounce, boolean last) {}

    private Replies(Path folder, JsonNode tests, String form) throws IOException {
      for (JsonNode test : tests) {
        for (JsonNode reply : test.get("replies")) {
          String file = reply.path(form).asText(reply.get("file").asText());
          String bytes = Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
          // Where curl waited in vain, the connection ends: nobody has to wait here.
          boolean last = reply.get("close_after").asBoolean() || curl(test) == null;
          replies.put(
              test.get("num").asInt() * 10_000 + reply.get("part").asInt(),
              new Reply(bytes, reply.get("bounce").asBoolean(), last));
        }
      }
    }

    @Override
    public void serve(ScriptedServer.Peer peer) throws IOException {
      for (String head = peer.request(); head != null; head = peer.request()) {
        Matcher number = NUMBER.matcher(head.split(" ", 3)[1]);
        int asked = number.find() ? Integer.parseInt(number.group(1)) : 0;
        int test = asked > 10_000 ? asked / 10_000 : asked;
        int part =
            asked > 10_000 ? asked % 10_000 : Optional.ofNullable(next.remove(test)).orElse(0);
        Reply reply = replies.get(test * 10_000 + part);
        if (reply == null) {
          peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
          continue;
        }
        if (reply.bounce) {
          next.put(test, part + 1);
        }
        peer.send(
            reply
                .bytes
                .replace("{{HOSTIP}}", "127.0.0.1")
                .replace("{{HTTPPORT}}", Integer.toString(peer.port())));
        if (reply.last) {
          return;
        }
      }
    }
  }

  private CompletableFuture<String> seen(CrawlUrl url, int hops) {
    FetchRequest request = new FetchRequest(url, false, FetchRequest.Wanted.anyType(MAX_BODY));
    return fetching
        .fetcher()
        .fetch(request)
        .thenCompose(
            outcome -> {
              if (outcome instanceof FetchOutcome.Redirect redirect) {
                return hops < MAX_REDIRECTS
                        && url.resolve(Objects.requireNonNullElse(redirect.location(), "#"))
                            instanceof CrawlUrl target
                        && target.href().startsWith("http:")
                    ? seen(here(url, target), hops + 1)
                    : CompletableFuture.completedFuture("redirect");
              }
              return CompletableFuture.completedFuture(seen(outcome));
            });
  }

  /** The servers of all names that replies lead to are this one. */
  private static CrawlUrl here(CrawlUrl server, CrawlUrl target) {
    return (CrawlUrl) server.resolve(target.href().replaceFirst("^http://[^/]*", ""));
  }

  private String seen(FetchOutcome outcome) {
    FetchOutcome decoded = outcome instanceof Page page ? decoder.decode(page) : outcome;
    if (decoded instanceof Page page) {
      try (page) {
        return page.status() + " " + Hashing.sha256().hashBytes(page.body(), 0, page.length());
      }
    }
    FetchOutcome.Other other = (FetchOutcome.Other) decoded;
    return other.end() == FetchEnd.HTTP_ERROR
        ? "" + other.status()
        : Outcome.of(other.end()).label();
  }

  /** What curl saw, or null where it saw no answer that is whole. */
  private static @Nullable String curl(JsonNode test) {
    JsonNode observed = test.path("observed_curl");
    if (observed.path("exit").asInt(1) != 0) {
      return null;
    }
    int status = observed.get("http_code").asInt();
    return status >= 200 && status <= 299
        ? status + " " + observed.get("body_sha256").asText()
        : Integer.toString(status);
  }

  @ParameterizedTest
  @CsvSource({"file", "file_crlf"})
  void everyReply_sameAsCurl(String form) throws IOException {
    Path folder = Suites.find("http");
    JsonNode tests =
        new ObjectMapper().readTree(folder.resolve("index.json").toFile()).get("tests");
    Map<JsonNode, CompletableFuture<String>> seen = new LinkedHashMap<>();
    try (ScriptedServer server = ScriptedServer.start(new Replies(folder, tests, form))) {
      for (JsonNode test : tests) {
        if (test.has("observed_curl")) {
          seen.put(test, seen(Fetching.url(server.url(test.get("path").asText())), 0));
        }
      }
      StringBuilder differences = new StringBuilder();
      seen.forEach(
          (test, future) -> {
            String curl = curl(test);
            String expected = OURS.getOrDefault(test.get("num").asInt(), curl);
            String ours = future.join();
            if (!ours.equals(expected)) {
              differences.append(
                  String.format(
                      "%n%s (%s): %s instead of %s",
                      test.get("num"), test.get("class").asText(), ours, expected));
            }
          });
      assertThat(differences.toString()).isEmpty();
      assertThat(seen).hasSize(288);
    }
  }
}
