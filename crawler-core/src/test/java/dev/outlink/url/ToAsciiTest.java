package dev.outlink.url;

import org.junit.jupiter.api.Test;

/** The web-platform tests' cases of domain to ASCII. */
class ToAsciiTest {

  @Test
  void parse_domainsOfToAscii_areTheirAsciiForm() {
    Suite.read("url/toascii.json").check(87, DomainCases::name, DomainCases::difference);
  }
}
