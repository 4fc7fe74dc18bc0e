package dev.outlink.task;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A URL that is to be fetched. */
class CrawlTaskTest {

  private static final CrawlUrl PAGE = url("http://a.example/x#y");

  @ParameterizedTest
  @CsvSource({"-1,0,1", "0,-1,1", "0,0,0", "0,0,-5"})
  void task_numbersOutOfRange_areRefused(int depth, int redirects, int attempt) {
    List<CrawlUrl> roots = List.of(PAGE);
    assertThatThrownBy(() -> new CrawlTask(PAGE, depth, redirects, attempt, roots))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://a.example/x#y");
  }

  @Test
  void task_withoutRoots_isRefused() {
    List<CrawlUrl> none = List.of();
    assertThatThrownBy(() -> new CrawlTask(PAGE, 0, 0, 1, none))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lists_ofTaskAndTrail_areCopied() {
    List<CrawlUrl> roots = new ArrayList<>(List.of(PAGE));
    List<Trail.Hop> hops = new ArrayList<>(List.of(new Trail.Hop(PAGE, "/")));
    CrawlTask task = new CrawlTask(PAGE, 0, 0, 1, roots);
    Trail trail = new Trail(PAGE, hops, 7);
    roots.clear();
    hops.clear();
    assertThat(task.roots()).containsExactly(PAGE);
    assertThat(trail.hops()).hasSize(1);
  }

  @Test
  void seed_isItsOwnRootAndSource() {
    CrawlTask seed = CrawlTask.seed(PAGE);
    assertThat(seed).isEqualTo(new CrawlTask(PAGE, 0, 0, 1, List.of(PAGE), null));
    assertThat(seed.source()).isEqualTo(PAGE);
  }

  @Test
  void again_andRedirected_keepWhatTheyStandFor() {
    CrawlTask linked = new CrawlTask(PAGE, 4, 1, 2, List.of(url("http://a.example/")));
    Trail trail = new Trail(PAGE, List.of(new Trail.Hop(PAGE, "/z")), 99);
    CrawlTask moved = linked.redirected(url("http://b.example/z"), trail);
    assertThat(moved)
        .isEqualTo(new CrawlTask(url("http://b.example/z"), 4, 2, 2, linked.roots(), trail));
    assertThat(moved.source()).isEqualTo(PAGE);
    assertThat(moved.again())
        .isEqualTo(new CrawlTask(url("http://b.example/z"), 4, 2, 3, linked.roots(), trail));
    assertThat(linked.again().source()).isEqualTo(PAGE);
  }

  @ParameterizedTest
  @CsvSource({"10,1", "255,1", "256,2", "511,2", "512,3", "65536,257"})
  void units_growWithTheLengthOfTheUrl(int length, int units) {
    CrawlUrl longUrl = url("http://a/" + "x".repeat(length - 9));
    assertThat(longUrl.href()).hasSize(length);
    assertThat(CrawlTask.seed(longUrl).units()).isEqualTo(units);
  }
}
