package dev.outlink.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.testing.Urls;
import dev.outlink.url.CrawlUrl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a redirect closes a circle of those that were met before. */
class RedirectCirclesTest {

  private static final int MOST = 4_096;

  private final RedirectCircles circles = new RedirectCircles();

  private static CrawlUrl url(int number) {
    return Urls.url("http://a.example/" + number);
  }

  private boolean redirect(int from, int to) {
    return circles.closes(url(from), url(to));
  }

  @Test
  void closes_toItself_atOnce() {
    assertThat(redirect(1, 1)).isTrue();
    assertThat(redirect(2, 1)).as("leads into a circle, but is not of it").isFalse();
  }

  /** In whatever order they are met, the last one closes it. */
  @Test
  void closes_theLastOfACircle_inAnyOrder() {
    assertThat(redirect(3, 1)).isFalse();
    assertThat(redirect(1, 2)).isFalse();
    assertThat(redirect(2, 3)).isTrue();
  }

  @Test
  void closes_aTargetThatHasChanged_countsAsTheLatest() {
    assertThat(redirect(1, 2)).isFalse();
    assertThat(redirect(1, 3)).isFalse();
    assertThat(redirect(2, 1)).isFalse();
    assertThat(redirect(3, 1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {MOST - 1, MOST})
  void closes_aCircleAsLongAsIsRemembered_isSeen(int length) {
    for (int i = 0; i < length - 1; i++) {
      assertThat(redirect(i, i + 1)).isFalse();
    }
    assertThat(redirect(length - 1, 0)).isTrue();
  }

  @Test
  void closes_oneLonger_isNotSeenAndEnds() {
    for (int i = 0; i < MOST; i++) {
      assertThat(redirect(i, i + 1)).isFalse();
    }
    assertThat(redirect(MOST, 0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {MOST - 2, MOST - 1})
  void closes_withOthersInBetween_whileTheFirstIsRemembered(int others) {
    redirect(-1, -2);
    for (int i = 0; i < others; i++) {
      redirect(2 * i, 2 * i + 1);
    }
    assertThat(redirect(-2, -1)).isEqualTo(others < MOST - 1);
  }

  /** Next to a plain map of all redirects, while nothing is forgotten. */
  @Test
  void closes_randomRedirects_likeAWalkOverAMap() {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RedirectCircles tested = new RedirectCircles();
      Map<Integer, Integer> model = new HashMap<>();
      int closed = 0;
      for (int i = 0; i < 200; i++) {
        int from = random.nextInt(60);
        int to = random.nextInt(60);
        model.put(from, to);
        boolean circle = isOnCircle(model, from);
        assertThat(tested.closes(url(from), url(to))).as("%d to %d", from, to).isEqualTo(circle);
        closed += circle ? 1 : 0;
      }
      assertThat(closed).isPositive();
    }
  }

  private static boolean isOnCircle(Map<Integer, Integer> targets, int start) {
    Set<Integer> seen = new HashSet<>();
    Integer at = targets.get(start);
    while (at != null && seen.add(at)) {
      if (at == start) {
        return true;
      }
      at = targets.get(at);
    }
    return false;
  }
}
