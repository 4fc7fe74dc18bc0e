package dev.outlink.redirect;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.record.Outcome;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import dev.outlink.request.Reply;
import dev.outlink.task.CrawlTask;
import dev.outlink.task.Trail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of redirects, in a crawl of a list and in a deeper one. */
class RedirectsTest {

  private static final CrawlTask SEED = CrawlTask.seed(url("http://a.example/dir/page#top"));

  private static Attempt arrival(CrawlTask task, @Nullable String location) {
    return new Attempt(task, new Reply.Redirection(302, location), 70, 50, 30, Instant.EPOCH);
  }

  private static Redirects.Step step(Redirects redirects, CrawlTask task, @Nullable String to) {
    Attempt arrival = arrival(task, to);
    return redirects.step(arrival, (Reply.Redirection) arrival.reply());
  }

  /** The next request for a listed URL, which must not end here. */
  private static CrawlTask followed(Redirects redirects, CrawlTask task, String location) {
    Redirects.Step step = step(redirects, task, location);
    assertThat(step.target()).isNull();
    assertThat(step.end()).isNull();
    return Objects.requireNonNull(step.next());
  }

  private static void ends(Redirects.Step step, Outcome outcome, String detail) {
    assertThat(step.next()).isNull();
    assertThat(step.ending()).isEqualTo(Ending.of(outcome, 302, detail));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, http://a.example/x",
    "x, http://a.example/dir/x",
    "/x?y, http://a.example/x?y",
    "//b.example, http://b.example/",
    "?q, http://a.example/dir/page?q",
    "HTTPS://B.Example:443/%7e, https://b.example/%7e",
    "' http://b.example/ ', http://b.example/",
    "http://b.example/#part, http://b.example/",
    "'', http://a.example/dir/page",
    "#part, http://a.example/dir/page",
    ".., http://a.example/",
  })
  void step_usableTarget_isResolvedAgainstTheUrlThatAnswered(String location, String target) {
    assertThat(followed(new FollowedRedirects(5), SEED, location).url()).isEqualTo(url(target));
  }

  @Test
  void step_ofAList_goesOnOnBehalfOfTheListedUrl() {
    CrawlTask next = followed(new FollowedRedirects(5), SEED.again(), "/x");
    assertThat(next.source()).isEqualTo(SEED.url());
    assertThat(next.redirects()).isEqualTo(1);
    assertThat(next.depth()).isZero();
    assertThat(next.attempt()).isEqualTo(2);
    assertThat(next.roots()).isEqualTo(SEED.roots());
    Trail trail = Objects.requireNonNull(next.trail());
    assertThat(trail.startedAt()).as("of the first request").isEqualTo(50);
    assertThat(trail.hops()).containsExactly(new Trail.Hop(url("http://a.example/dir/page"), "/x"));

    CrawlTask third = followed(new FollowedRedirects(5), next, "y");
    assertThat(third.source()).isEqualTo(SEED.url());
    assertThat(third.redirects()).isEqualTo(2);
    assertThat(Objects.requireNonNull(third.trail()).hops())
        .containsExactly(
            new Trail.Hop(url("http://a.example/dir/page"), "/x"),
            new Trail.Hop(url("http://a.example/x"), "y"));
    assertThat(trail.hops()).as("a trail does not change").hasSize(1);
  }

  @Test
  void step_deeper_endsTheUrlAndTellsTheTarget() {
    CrawlTask task = new CrawlTask(url("http://a.example/"), 3, 0, 1, SEED.roots());
    Redirects.Step step = step(new SeparateRedirects(5), task, "/x#y");
    ends(step, Outcome.REDIRECT, "to http://a.example/x");
    assertThat(step.target()).isEqualTo(url("http://a.example/x"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://, redirect to http://: ",
    "http://a b/, redirect to http://a b/: ",
    "http://[::1, redirect to http://[::1: ",
    "https://a.example:99999/, redirect to https://a.example:99999/: ",
  })
  void step_targetThatIsNoUrl_isABadRedirect(String location, String detail) {
    for (Redirects redirects : both(5)) {
      Redirects.Step step = step(redirects, SEED, location);
      assertThat(step.next()).isNull();
      assertThat(step.target()).isNull();
      assertThat(step.ending().outcome()).isEqualTo(Outcome.BAD_REDIRECT);
      assertThat(step.ending().status()).isEqualTo(302);
      assertThat(step.ending().detail()).startsWith(detail).hasSizeGreaterThan(detail.length());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mailto:x@a.example", "ftp://a.example/", "javascript:void(0)", "data:,x"})
  void step_targetThatCannotBeFetched_isABadRedirect(String location) {
    for (Redirects redirects : both(5)) {
      ends(
          step(redirects, SEED, location),
          Outcome.BAD_REDIRECT,
          "redirect to " + location + ", which cannot be fetched");
    }
  }

  @Test
  void step_withoutLocation_isABadRedirect() {
    for (Redirects redirects : both(0)) {
      ends(step(redirects, SEED, null), Outcome.BAD_REDIRECT, "redirect without a Location header");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 10})
  void step_asManyAsAllowed_areFollowedAndNotOneMore(int most) {
    Redirects redirects = new FollowedRedirects(most);
    CrawlTask task = SEED;
    for (int i = 0; i < most; i++) {
      task = followed(redirects, task, "/" + i);
    }
    ends(
        step(redirects, task, "/last"),
        Outcome.REDIRECT_LIMIT,
        "more than " + most + " redirects; the next is to http://a.example/last");
  }

  /** In a deeper crawl each redirect is another URL: its task has the count of the way to it. */
  @Test
  void step_deeperBeyondTheLimit_ends() {
    CrawlTask third = new CrawlTask(url("http://a.example/2"), 1, 2, 1, SEED.roots());
    assertThat(step(new SeparateRedirects(3), third, "/3").ending().outcome())
        .isEqualTo(Outcome.REDIRECT);
    ends(
        step(new SeparateRedirects(2), third, "/3"),
        Outcome.REDIRECT_LIMIT,
        "more than 2 redirects; the next is to http://a.example/3");
  }

  /** A server may set a cookie and send the browser to the same URL. */
  @Test
  void step_toItselfOnce_isFollowed_butTheSameRedirectAgainIsACircle() {
    Redirects redirects = new FollowedRedirects(10);
    CrawlTask again = followed(redirects, SEED, "page");
    CrawlTask other = followed(redirects, again, "page?");
    assertThat(other.url()).isEqualTo(url("http://a.example/dir/page?"));
    ends(
        step(redirects, again, "page"),
        Outcome.REDIRECT_LIMIT,
        "redirects in a circle; the next is to http://a.example/dir/page");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9})
  void step_circleOfAList_isSeenWhenItsFirstRedirectComesAgain(int length) {
    Redirects redirects = new FollowedRedirects(100);
    CrawlTask task = CrawlTask.seed(url("http://a.example/0"));
    for (int i = 1; i <= length; i++) {
      task = followed(redirects, task, "/" + i % length);
    }
    assertThat(step(redirects, task, "/1").ending().detail())
        .isEqualTo("redirects in a circle; the next is to http://a.example/1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void step_circleOfSeparateUrls_isSeenAtItsLast(int length) {
    Redirects redirects = new SeparateRedirects(100);
    for (int i = 0; i < length - 1; i++) {
      CrawlTask task = CrawlTask.seed(url("http://a.example/" + i));
      assertThat(step(redirects, task, "/" + (i + 1)).target()).isNotNull();
    }
    CrawlTask last = CrawlTask.seed(url("http://a.example/" + (length - 1)));
    ends(
        step(redirects, last, "/0"),
        Outcome.REDIRECT_LIMIT,
        "redirects in a circle; the next is to http://a.example/0");
  }

  @Test
  void hops_ofAnAnswerThatIsNoRedirect_areThoseThatLedToIt() {
    CrawlTask task = followed(new FollowedRedirects(5), SEED, "/x");
    Reply end = Ending.of(Outcome.HTTP_ERROR, 404, "");
    assertThat(Redirects.hops(new Attempt(task, end, 1, 1, 1, Instant.EPOCH))).hasSize(1);
    assertThat(Redirects.hops(arrival(task, "/y"))).hasSize(2);
    assertThat(Redirects.hops(arrival(task, null))).hasSize(1);
    assertThat(Redirects.hops(arrival(SEED, null))).isEmpty();
  }

  private static List<Redirects> both(int most) {
    List<Redirects> both = new ArrayList<>();
    both.add(new FollowedRedirects(most));
    both.add(new SeparateRedirects(most));
    return both;
  }
}
