package dev.outlink.charset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlink.testing.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads other people's test data. */
final class SuiteFiles {

  private SuiteFiles() {}

  static Path file(String name) {
    return Suites.find(name);
  }

  /** The objects of a JSON array; comments, which are strings, left out. */
  static List<JsonNode> cases(String name) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(file(name).toFile())) {
      if (node.isObject()) {
        cases.add(node);
      }
    }
    return cases;
  }

  /** The objects of a file with one on each line. */
  static List<JsonNode> lines(String name) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file(name))) {
      lines.add(mapper.readTree(line));
    }
    return lines;
  }
}
