package dev.outlink.redirect;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.extract.LinkExtractor;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.Outlink;
import dev.outlink.record.Outcome;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import dev.outlink.request.Reply;
import dev.outlink.task.CrawlTask;
import dev.outlink.task.Trail;
import dev.outlink.testing.Urls;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rows of Location headers. */
class RedirectRowsTest {

  private static final LinkSelection LOCATIONS =
      LinkSelection.DEFAULT.withKinds(Set.of(LinkKind.A, LinkKind.LOCATION));

  /** An answer to where so many redirects, given as pairs of URL and Location, have led. */
  private static Attempt arrival(Reply reply, String... hops) {
    CrawlTask seed = CrawlTask.seed(url("http://a.example/"));
    List<Trail.Hop> trail =
        Stream.iterate(0, i -> i < hops.length, i -> i + 2)
            .map(i -> new Trail.Hop(url(hops[i]), hops[i + 1]))
            .toList();
    CrawlTask task =
        trail.isEmpty()
            ? seed
            : seed.redirected(url("http://z.example/end"), new Trail(seed.url(), trail, 0));
    return new Attempt(task, reply, 1, 1, 1, Instant.EPOCH);
  }

  private static final Reply NOT_FOUND = Ending.of(Outcome.HTTP_ERROR, 404, "");

  private static List<String> rows(LinkSelection selection, Attempt arrival) {
    return hrefs(new RedirectRows(new LinkExtractor(selection)).of(arrival));
  }

  private static List<String> hrefs(List<Outlink> rows) {
    return rows.stream().map(row -> row.url().href()).toList();
  }

  private static List<Outlink> links(String... hrefs) {
    return Stream.of(hrefs)
        .map(Urls::url)
        .map(url -> new Outlink(url, LinkKind.A, "a", "href", null))
        .toList();
  }

  @Test
  void of_allRedirects_inTheirOrderWithTheOneAtHand() {
    Attempt arrival =
        arrival(
            new Reply.Redirection(301, "/c"),
            "http://a.example/",
            "x/",
            "http://a.example/x/",
            "b#f");
    RedirectRows rows = new RedirectRows(new LinkExtractor(LOCATIONS));
    assertThat(hrefs(rows.of(arrival)))
        .containsExactly("http://a.example/x/", "http://a.example/x/b#f", "http://z.example/c");
    assertThat(rows.of(arrival))
        .allMatch(row -> row.kind() == LinkKind.LOCATION)
        .allMatch(row -> row.element().equals("Location"));
  }

  @Test
  void of_redirectsThatAreNotSelected_areNone() {
    Attempt arrival = arrival(NOT_FOUND, "http://a.example/", "/x");
    assertThat(rows(LinkSelection.DEFAULT, arrival)).isEmpty();
    assertThat(rows(LOCATIONS, arrival)).containsExactly("http://a.example/x");
    assertThat(rows(LOCATIONS.withoutFragments(), arrival(NOT_FOUND, "http://a.example/", "/x#y")))
        .containsExactly("http://a.example/x");
  }

  @Test
  void of_whatIsNoUrlOrOfAnotherScheme_isNoRow() {
    Attempt arrival =
        arrival(
            new Reply.Redirection(302, "mailto:x@a.example"),
            "http://a.example/",
            "http://",
            "http://a.example/",
            "/y");
    assertThat(rows(LOCATIONS, arrival)).containsExactly("http://a.example/y");
    assertThat(rows(LOCATIONS.withSchemes(Set.of()), arrival))
        .containsExactly("http://a.example/y", "mailto:x@a.example");
  }

  @Test
  void of_theSameTargetTwice_isOneRowUnlessEveryOccurrenceIsWanted() {
    Attempt arrival =
        arrival(
            NOT_FOUND,
            "http://a.example/",
            "/x",
            "http://a.example/x",
            "/",
            "http://a.example/",
            "x");
    assertThat(rows(LOCATIONS, arrival)).containsExactly("http://a.example/x", "http://a.example/");
    assertThat(rows(LOCATIONS.withEveryOccurrence(), arrival))
        .containsExactly("http://a.example/x", "http://a.example/", "http://a.example/x");
  }

  @Test
  void before_links_comeAfterTheRedirects() {
    Attempt arrival = arrival(NOT_FOUND, "http://a.example/", "/x");
    List<Outlink> links = links("http://b.example/", "http://a.example/x", "http://c.example/");
    assertThat(hrefs(new RedirectRows(new LinkExtractor(LOCATIONS)).before(links, arrival)))
        .containsExactly("http://a.example/x", "http://b.example/", "http://c.example/");
    assertThat(
            hrefs(
                new RedirectRows(new LinkExtractor(LOCATIONS.withEveryOccurrence()))
                    .before(links, arrival)))
        .containsExactly(
            "http://a.example/x", "http://b.example/", "http://a.example/x", "http://c.example/");
  }

  @Test
  void before_noRedirects_areTheLinksThemselves() {
    List<Outlink> links = links("http://b.example/");
    assertThat(new RedirectRows(new LinkExtractor(LOCATIONS)).before(links, arrival(NOT_FOUND)))
        .isSameAs(links);
  }
}
