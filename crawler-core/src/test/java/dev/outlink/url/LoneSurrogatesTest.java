package dev.outlink.url;

import org.junit.jupiter.api.Test;

/** The URL cases of the web-platform tests that only strings with lone surrogates can have. */
class LoneSurrogatesTest {

  @Test
  void parse_loneSurrogates_areReplacementCharacters() {
    Suite.read("url/urltestdata-javascript-only.json")
        .check(1, WebComponents::name, WebComponents::difference);
  }
}
