package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.cli.console.ExitStatus;
import dev.outlink.cli.console.Screen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command with proxies of its options and of the environment. */
@Timeout(60)
class ProxyEndToEndTest {

  private static final String PAGE = "<a href='/one'>1</a>";

  private final Path folder;
  private final ServerSocket socket = listen();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final String at = "127.0.0.1:" + socket.getLocalPort();

  ProxyEndToEndTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void end() throws IOException {
    socket.close();
  }

  /** Answers a request of each connection, as a proxy or a site. */
  private void answer(String status, String body) {
    String response =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    Thread thread =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                  serve(connection, response);
                } catch (IOException e) {
                  assert e != null; // the client went away, or the test has ended
                }
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket connection, String response) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    String line = in.readLine();
    if (line != null) {
      requests.add(line);
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      connection.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static int run(Screen screen, String... arguments) {
    return Main.run(screen.terminal, arguments);
  }

  private static Screen with(String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return new Screen("", false, environment);
  }

  private static String[] crawl(String url, String... options) {
    List<String> all = new ArrayList<>(List.of("crawl", url, "-q", "--retries", "0"));
    all.addAll(Arrays.asList(options));
    return all.toArray(String[]::new);
  }

  @Test
  void environment_robotsAndPagesAndExplain_goThroughTheProxy() {
    answer("200 OK", PAGE);
    Screen screen = with("http_proxy", at, "no_proxy", "other.example");

    assertThat(run(screen, crawl("http://site.invalid/a"))).isZero();
    assertThat(screen.out()).contains("http://site.invalid/a\thttp://site.invalid/one\n");
    assertThat(requests)
        .containsExactly(
            "GET http://site.invalid/robots.txt HTTP/1.1", "GET http://site.invalid/a HTTP/1.1");

    requests.clear();
    assertThat(run(screen, "explain", "http://site.invalid/b")).isZero();
    assertThat(requests).containsExactly("GET http://site.invalid/robots.txt HTTP/1.1");
  }

  @Test
  void sitemap_goesThroughTheProxy() {
    answer("200 OK", "http://site.invalid/x\n");
    assertThat(
            run(
                with("all_proxy", "http://" + at),
                "crawl",
                "--sitemap",
                "http://site.invalid/map.txt",
                "-q",
                "--no-robots"))
        .isZero();
    assertThat(requests)
        .containsExactly(
            "GET http://site.invalid/map.txt HTTP/1.1", "GET http://site.invalid/x HTTP/1.1");
  }

  @ParameterizedTest
  @CsvSource({
    "http_proxy, --noproxy, *",
    "http_proxy, --noproxy, 127.0.0.1",
    "http_proxy, --proxy, ''",
    "HTTP_PROXY, --noproxy, ''",
    "https_proxy, --noproxy, ''"
  })
  void environment_switchedOffOrNotMeant_straight(String variable, String option, String value) {
    answer("200 OK", PAGE);
    Screen screen = with(variable, "http://u:secret@127.0.0.1:1");

    assertThat(run(screen, crawl("http://" + at + "/a", option, value, "--no-robots"))).isZero();
    assertThat(requests).containsExactly("GET /a HTTP/1.1");
  }

  @Test
  void noProxyOfTheEnvironment_countsForTheOption() {
    answer("200 OK", PAGE);
    String[] arguments =
        crawl("http://" + at + "/a", "--proxy", "http://127.0.0.1:1", "--no-robots");

    assertThat(run(with("NO_PROXY", "10.0.0.0/8,127.0.0.0/8"), arguments)).isZero();
    assertThat(requests).containsExactly("GET /a HTTP/1.1");
  }

  @Test
  void option_winsOverTheEnvironment() {
    answer("200 OK", PAGE);
    String[] arguments = crawl("http://site.invalid/a", "--proxy", "http://" + at, "--no-robots");

    assertThat(run(with("http_proxy", "socks4://u:secret@x"), arguments)).isZero();
    assertThat(requests).containsExactly("GET http://site.invalid/a HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://site.invalid/a", "https://site.invalid/a"})
  void userIsAskedFor_nothingFetchedAndWhy(String url) {
    answer("407 Proxy Authentication Required", "login");
    Screen screen = with("all_proxy", "http://me:secret@" + at);

    assertThat(run(screen, crawl(url))).isEqualTo(ExitStatus.NOTHING_FETCHED);
    String host = url.startsWith("https") ? "site.invalid:443" : "site.invalid:80";
    assertThat(screen.err())
        .isEqualTo(
            "outlink: nothing could be fetched: the proxy "
                + at
                + " refused to connect to "
                + host
                + ": 407 Proxy Authentication Required\n")
        .doesNotContain("secret");
    assertThat(requests).isNotEmpty().noneMatch(request -> request.contains("/a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"302 Found", "403 Forbidden", "404 Not Found", "204 No Content"})
  void connectionIsRefused_noAnswerOfTheSite(String status) throws IOException {
    answer(status, "");
    Path pages = folder.resolve("pages.tsv");
    Screen screen = with("HTTPS_PROXY", at);

    assertThat(run(screen, crawl("https://site.invalid/a", "--pages", pages.toString())))
        .isEqualTo(ExitStatus.NOTHING_FETCHED);
    assertThat(Files.readAllLines(pages).get(1))
        .startsWith("https://site.invalid/a\tconnect-failed\t")
        .contains("refused to connect to site.invalid:443: " + status);
    assertThat(requests).containsOnly("CONNECT site.invalid:443 HTTP/1.1");
  }

  @Test
  void resolve_givesAddressesToNames() {
    answer("200 OK", PAGE);
    String port = at.substring(at.indexOf(':') + 1);
    String[] arguments =
        crawl("http://site.invalid:" + port + "/a", "--resolve", "*:" + port + ":[127.0.0.1]");

    assertThat(run(with(), arguments)).isZero();
    assertThat(requests).containsExactly("GET /robots.txt HTTP/1.1", "GET /a HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--cacert", "--cert"})
  void fileThatIsNotThere_isNamedBeforeTheCrawl(String option) {
    answer("200 OK", PAGE);
    Screen screen = with();

    assertThat(run(screen, crawl("http://" + at + "/a", option, "no-such-file.pem")))
        .isEqualTo(ExitStatus.IO);
    assertThat(screen.err()).isEqualTo("outlink: " + option + ": no-such-file.pem: no such file\n");
    assertThat(run(with(), "explain", "http://" + at + "/a", option, "no-such-file.pem"))
        .isEqualTo(ExitStatus.IO);
    assertThat(requests).isEmpty();
  }

  @Test
  void resolve_wrong_isRefused() {
    Screen screen = with();
    assertThat(run(screen, crawl("http://a/", "--resolve", "a:80", "--key", "k.pem")))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(screen.err().lines())
        .containsExactly(
            "outlink: --resolve: 'a:80' is not of the form HOST:PORT:ADDRESS[,ADDRESS]",
            "outlink: --key: there is no certificate that it belongs to: cert names none",
            "Try 'outlink crawl --help'.");
  }

  @Test
  void variable_thatCannotBeRead_isNamedWithoutItsValue() {
    Screen screen = with("https_proxy", "socks4://u:secret@proxy:1080");

    assertThat(run(screen, crawl("http://site.invalid/"))).isEqualTo(ExitStatus.USAGE);
    assertThat(screen.err())
        .startsWith("outlink: environment variable https_proxy: this is not of the form ")
        .contains("--noproxy '*'")
        .doesNotContain("secret");
  }
}
