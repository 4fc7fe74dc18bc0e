package dev.outlink.url;

import org.junit.jupiter.api.Test;

/** The URL cases of the web-platform tests, all schemes, every component. */
class UrlTestDataTest {

  @Test
  void parse_webPlatformCases_haveTheirComponents() {
    Suite.read("url/urltestdata.json").check(891, WebComponents::name, WebComponents::difference);
  }
}
