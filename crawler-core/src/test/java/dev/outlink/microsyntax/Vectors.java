package dev.outlink.microsyntax;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlink.testing.Suites;
import java.io.IOException;

/** The test vectors. */
final class Vectors {

  private Vectors() {}

  static JsonNode read(String name) throws IOException {
    return new ObjectMapper().readTree(Suites.find("vectors/" + name).toFile());
  }
}
