package dev.outlink.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {

  private final Path folder;

  InputsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private final InputStream standardInput =
      new ByteArrayInputStream("http://in/\n".getBytes(StandardCharsets.UTF_8));

  @Test
  void filesUrlsAndStandardInput_areReadInOrder() throws IOException {
    Path file = Files.writeString(folder.resolve("urls"), "http://file/\n");

    Inputs inputs =
        Inputs.of(
            List.of("http://a/", "http://b/", file.toString(), "-", "http://c/"),
            standardInput,
            "");

    assertThat(urls(inputs))
        .containsExactly("http://a/", "http://b/", "http://file/", "http://in/", "http://c/");
    assertThat(inputs.files()).containsExactly(file);
  }

  @Test
  void whatIsNeither_isNamed_eachOnItsLine() {
    assertThatThrownBy(
            () -> Inputs.of(List.of("urls.txt", "example.org/a", "http://ok/"), standardInput, ""))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "urls.txt: no such file\n"
                + "example.org/a: no such file; did you mean https://example.org/a ?");
  }

  @Test
  void folderAndSecondStandardInput_areRefused() {
    assertThatThrownBy(() -> Inputs.of(List.of(folder.toString(), "-", "-"), standardInput, ""))
        .hasMessageContaining(
            ": is a directory; outlink extract reads documents\n-: standard input can be read only once");
  }

  @Test
  void bareDomain_ofThisMachine_isTakenForHttp() {
    assertThatThrownBy(() -> Inputs.of(List.of("localhost:80/a", "127.0.0.1"), standardInput, ""))
        .hasMessageContainingAll(
            "did you mean http://localhost:80/a ?", "did you mean http://127.0.0.1 ?");
  }

  @Test
  void emptyArgument_isNoFile() {
    assertThatThrownBy(() -> Inputs.of(List.of(""), standardInput, ""))
        .hasMessage(": no such file");
  }

  @Test
  void bareDomains_areUrls_whereTheirSchemeIsGiven() throws IOException {
    Path file = Files.writeString(folder.resolve("urls.txt"), "example.com:8080/x\n");

    Inputs inputs =
        Inputs.of(
            List.of("example.org/a?b", "localhost:1", file.toString()), standardInput, "https");

    assertThat(urls(inputs))
        .containsExactly(
            "https://example.org/a?b", "https://localhost:1/", "https://example.com:8080/x");
    assertThatThrownBy(() -> Inputs.of(List.of("lost.txt", "urls"), standardInput, "https"))
        .hasMessage("lost.txt: no such file\nurls: no such file");
  }

  private static List<String> urls(Inputs inputs) throws IOException {
    List<String> urls = new ArrayList<>();
    try (SeedReader reader = inputs.seeds().open()) {
      for (Seed seed = reader.next(); seed != null; seed = reader.next()) {
        urls.add(((Seed.Url) seed).url().href());
      }
    }
    return urls;
  }
}
