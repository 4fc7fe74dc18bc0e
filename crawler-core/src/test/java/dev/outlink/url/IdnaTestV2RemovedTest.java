package dev.outlink.url;

import org.junit.jupiter.api.Test;

/** Cases of UTS #46 that Unicode has dropped and the web-platform tests have kept. */
class IdnaTestV2RemovedTest {

  @Test
  void parse_domainsOfOlderIdnaTestV2_areTheirAsciiForm() {
    Suite.read("url/IdnaTestV2-removed.json").check(20, DomainCases::name, DomainCases::difference);
  }
}
