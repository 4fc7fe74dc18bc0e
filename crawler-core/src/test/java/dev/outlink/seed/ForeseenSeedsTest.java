package dev.outlink.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeseenSeedsTest {
  private final Path folder;
  private final List<String> seen = new ArrayList<>();

  ForeseenSeedsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyUrl_isShownBeforeTheFirstIsGiven_alsoOfAStream() throws IOException {
    Path file = Files.writeString(folder.resolve("urls.txt"), "http://b.example/\nno url\n");
    Path temp = Files.createDirectory(folder.resolve("temp"));
    AtomicBoolean closed = new AtomicBoolean();
    InputStream stream =
        new ByteArrayInputStream("http://c.example/\nftp://d/\nbare.example".getBytes(UTF_8)) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    Seeds inputs =
        Seeds.concat(
                List.of(
                    Seeds.of(List.of("http://a.example/")),
                    Seeds.lines(file),
                    Seeds.lines(stream, "in")))
            .withDefaultScheme("http");
    List<String> given = new ArrayList<>();

    try (SeedReader reader = foreseen(inputs, temp).open()) {
      assertThat(seen).isEmpty();
      for (Seed seed = reader.next(); seed != null; seed = reader.next()) {
        assertThat(seen).hasSize(4);
        given.add(seed instanceof Seed.Url url ? url.url().href() : ((Seed.Invalid) seed).where());
      }
      assertThat(reader.progress()).isEqualTo(1);
    }

    assertThat(seen)
        .containsExactly(
            "http://a.example/", "http://b.example/", "http://c.example/", "http://bare.example/");
    assertThat(given)
        .containsExactly(
            "http://a.example/",
            "http://b.example/",
            file + ":2",
            "http://c.example/",
            "in:2",
            "http://bare.example/");
    assertThat(closed).isTrue();
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void noRoom_endsTheReading() throws IOException {
    Seeds inputs = Seeds.of(List.of("http://a.example/"));

    try (SeedReader reader = new ForeseenSeeds(inputs, folder, url -> false).open()) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(IOException.class)
          .hasMessage("the inputs have too many hosts to be one scope");
    }
  }

  @Test
  void streamThatCannotBeKept_isNamed() throws IOException {
    Seeds inputs = Seeds.lines(new ByteArrayInputStream(new byte[1]), "standard input");

    try (SeedReader reader = foreseen(inputs, folder.resolve("none")).open()) {
      assertThatThrownBy(reader::next).hasMessageStartingWith("standard input: ");
    }
  }

  private Seeds foreseen(Seeds inputs, Path temp) {
    return new ForeseenSeeds(inputs, temp, url -> seen.add(url.href()));
  }
}
