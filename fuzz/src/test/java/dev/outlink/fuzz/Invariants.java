package dev.outlink.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outlink.url.CrawlUrl;

/** What every URL is, however it was made. */
final class Invariants {

  private Invariants() {}

  static void check(CrawlUrl url) {
    String href = url.href();
    assertTrue(href.length() <= CrawlUrl.MAX_LENGTH, "too long");
    for (int i = 0; i < href.length(); i++) {
      char c = href.charAt(i);
      assertTrue(c >= ' ' && c <= '~', href);
    }
    assertSame(url, (CrawlUrl) CrawlUrl.parse(href));
    assertSame(url, (CrawlUrl) url.resolve(href));
  }

  private static void assertSame(CrawlUrl url, CrawlUrl again) {
    assertEquals(url.href(), again.href());
    assertEquals(url.scheme(), again.scheme());
    assertEquals(url.userInfo(), again.userInfo());
    assertEquals(url.hostname(), again.hostname());
    assertEquals(url.port(), again.port());
    assertEquals(url.path(), again.path());
    assertEquals(url.query(), again.query());
    assertEquals(url.fragment(), again.fragment());
    assertEquals(url.canonical().href(), again.canonical().href());
  }
}
