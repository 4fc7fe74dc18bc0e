package dev.outlink.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs without a scheme, where one was given for them. */
class BareDomainTest {

  @ParameterizedTest
  @CsvSource({
    "example.org, https://example.org/",
    "EXAMPLE.org/Path?q=a#f, https://example.org/Path?q=a#f",
    "example.org:8080, https://example.org:8080/",
    "example.org:8080/a:b, https://example.org:8080/a:b",
    "example.org?x=1, https://example.org/?x=1",
    "example.org., https://example.org./",
    "//example.org/a, https://example.org/a",
    "my_host.example, https://my_host.example/",
    "-a-.example, https://-a-.example/",
    "localhost:1/a, https://localhost:1/a",
    "192.0.2.1/a, https://192.0.2.1/a",
    "[2001:db8::1]:8/a, https://[2001:db8::1]:8/a",
    "b\u00fccher.example, https://xn--bcher-kva.example/",
    "'example.org\t5', https://example.org/",
    "'example.org # five', https://example.org/",
    "'\"example.org\",5', https://example.org/",
    "http://example.org/, http://example.org/",
  })
  void line_beginsWithADomain_isUrl(String line, String url) throws IOException {
    assertThat(seed(line))
        .isInstanceOfSatisfying(
            Seed.Url.class, each -> assertThat(each.url().href()).isEqualTo(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url",
        "5",
        "1.5",
        "1,example.org",
        "192.168.1",
        "0x7f.1",
        "someone@example.org",
        "example.org 5",
        "example..org",
        ".org",
        "example.org:port",
        "/path",
        "mailto:a@example.org",
        "ftp://example.org/",
        "intranet:80/a",
        "?x.y",
        "example.org:99999",
        "a\\b.example"
      })
  void line_isNoDomain_staysInvalid(String line) throws IOException {
    assertThat(seed(line)).isInstanceOf(Seed.Invalid.class);
  }

  @Test
  void veryLongLine_isToldQuickly() throws IOException {
    assertThat(seed("a.".repeat(30_000) + "example")).isInstanceOf(Seed.Invalid.class);
    assertThat(seed("example.org/" + "a.".repeat(25_000))).isInstanceOf(Seed.Url.class);
  }

  @Test
  void everyInput_takesTheScheme(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("urls.txt"), "a.example");
    Seeds all =
        Seeds.concat(
            List.of(
                Seeds.lines(file),
                Seeds.of(List.of("b.example")),
                Seeds.lines(new ByteArrayInputStream("c.example".getBytes(UTF_8)), "in")));

    try (SeedReader reader = all.withDefaultScheme("http").open()) {
      for (String name : List.of("a", "b", "c")) {
        assertThat(reader.next())
            .isInstanceOfSatisfying(
                Seed.Url.class,
                each -> assertThat(each.url().href()).isEqualTo("http://" + name + ".example/"));
      }
      assertThat(reader.next()).isNull();
    }
    assertThatThrownBy(() -> all.withDefaultScheme("ftp"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Seed seed(String line) throws IOException {
    byte[] text = line.getBytes(UTF_8);
    try (SeedReader reader =
        Seeds.lines(new ByteArrayInputStream(text), "in").withDefaultScheme("https").open()) {
      Seed seed = reader.next();
      return Objects.requireNonNull(seed);
    }
  }
}
