package dev.outlink.url;

import org.junit.jupiter.api.Test;

/** Unicode's conformance cases of UTS #46, as the web-platform tests have them. */
class IdnaTestV2Test {

  @Test
  void parse_domainsOfIdnaTestV2_areTheirAsciiForm() {
    Suite.read("url/IdnaTestV2.json").check(2671, DomainCases::name, DomainCases::difference);
  }
}
