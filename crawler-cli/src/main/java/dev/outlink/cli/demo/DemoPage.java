package dev.outlink.cli.demo;

import dev.outlink.record.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * One URL of the bundled site: the response, and the expected result of its crawl.
 *
 * @param path its path, which is also its key
 * @param outcome the expected outcome
 * @param links the expected number of distinct links
 * @param reply what the server sends
 * @param delay how long the server waits before it answers
 */
record DemoPage(
    String path, Outcome outcome, int links, Supplier<DemoResponse> reply, Duration delay) {

  private static final int NIGHTS = 8000;

  /**
   * The addresses that the demo crawls. The numbers of links were counted by hand, from the files:
   * they are what the crawler is checked against.
   */
  static final List<DemoPage> LISTED =
      List.of(
          page("/", "index.html", 5),
          page("/map.html", "map.html", 3),
          page("/guide/", "guide/index.html", 6),
          page("/guide/first-light.html", "guide/first-light.html", 4),
          page("/guide/tower.html", "guide/tower.html", 5),
          page("/guide/harbour.html", "guide/harbour.html", 4),
          page("/guide/fog.html", "guide/fog.html", 3),
          page("/guide/storm.html", "guide/storm.html", 3),
          page("/reference/index.html", "reference/index.html", 5),
          page("/reference/wick.html", "reference/wick.html", 3),
          page("/reference/tank.html", "reference/tank.html", 3),
          page("/reference/lens.html", "reference/lens.html", 2),
          page("/reference/horn.html", "reference/horn.html", 3),
          page("/reference/tools/", "reference/tools/index.html", 3),
          page("/reference/tools/scissors.html", "reference/tools/scissors.html", 2),
          page("/reference/tools/funnel.html", "reference/tools/funnel.html", 4),
          page("/keepers/index.html", "keepers/index.html", 5),
          page("/keepers/ines.html", "keepers/ines.html", 2),
          page("/keepers/vera.html", "keepers/vera.html", 3),
          page("/keepers/roster.html", "keepers/roster.html", 3),
          page("/news/", "news/index.html", 5),
          page("/news/2026/storm.html", "news/2026/storm.html", 3),
          page("/news/2026/paint.html", "news/2026/paint.html", 4),
          page("/news/2026/visitors.html", "news/2026/visitors.html", 3),
          page("/archive/", "archive/index.html", 6),
          page("/archive/1911.html", "archive/1911.html", 1),
          page("/archive/1912.html", "archive/1912.html", 2),
          page("/archive/1913.html", "archive/1913.html", 0),
          at(
              "/archive/lamp.html",
              Outcome.PAGE,
              3,
              () -> DemoResponse.gzipped("archive/lamp.html")),
          at("/archive/logbook.html", Outcome.PAGE, NIGHTS, () -> DemoResponse.logbook(NIGHTS)),
          new DemoPage(
              "/archive/tide.html",
              Outcome.PAGE,
              1,
              () -> DemoResponse.page("archive/tide.html"),
              Duration.ofSeconds(1)),
          at("/old-news", Outcome.PAGE, 5, () -> DemoResponse.redirect(301, "/older-news")),
          at("/round", Outcome.REDIRECT_LIMIT, 0, () -> DemoResponse.redirect(302, "/and-round")),
          at("/lamp.png", Outcome.NOT_HTML, 0, () -> DemoResponse.image("lamp.png")),
          at("/news/2026/photos.html", Outcome.HTTP_ERROR, 0, () -> DemoResponse.error(404)),
          at("/search", Outcome.HTTP_ERROR, 0, () -> DemoResponse.error(500)));

  /** Where redirects lead on the way. */
  static final List<DemoPage> ON_THE_WAY =
      List.of(
          at("/older-news", Outcome.PAGE, 5, () -> DemoResponse.redirect(302, "news/")),
          at("/and-round", Outcome.REDIRECT_LIMIT, 0, () -> DemoResponse.redirect(302, "/round")));

  private static DemoPage page(String path, String file, int links) {
    return at(path, Outcome.PAGE, links, () -> DemoResponse.page(file));
  }

  private static DemoPage at(
      String path, Outcome outcome, int links, Supplier<DemoResponse> reply) {
    return new DemoPage(path, outcome, links, reply, Duration.ZERO);
  }
}
