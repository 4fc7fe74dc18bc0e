package dev.outlink.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Javadoc jar of crawler-core describes the packages that the module exports, and no other. */
class PublishedDocsTest {

  private static final Path CORE = Path.of("").toAbsolutePath().resolveSibling("crawler-core");

  @Test
  void javadoc_describesWhatIsExported() throws IOException {
    List<String> exported = found("src/main/module/module-info.java", "exports ([a-z.]+);");
    List<String> described = found("pom.xml", "<include>([a-z/]+)/\\*\\.java</include>");

    assertThat(exported).hasSizeGreaterThan(5);
    assertThat(described.stream().map(path -> path.replace('/', '.')))
        .containsExactlyInAnyOrderElementsOf(exported);
  }

  private static List<String> found(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(CORE.resolve(file)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
