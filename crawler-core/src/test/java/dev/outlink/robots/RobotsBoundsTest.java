package dev.outlink.robots;

import static dev.outlink.testing.Urls.url;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What rules may cost, and where. */
@Timeout(60)
class RobotsBoundsTest {

  private static final String HOSTILE =
      "robots.txt is hostile, its rules take too long to apply: nothing is allowed";

  private final VirtualTime time = new VirtualTime();

  /** What waits for the executor. */
  private final ArrayDeque<Runnable> work = new ArrayDeque<>();

  private int asked;

  private RobotsPolicy policy(String robots) {
    return policy(robots, work::add);
  }

  private RobotsPolicy policy(String robots, Executor compute) {
    byte[] bytes = robots.getBytes(UTF_8);
    return new RobotsPolicy(
        host -> {
          asked++;
          return CompletableFuture.completedFuture(new RobotsAnswer.Text(bytes, bytes.length));
        },
        "Outlink",
        time.ticker(),
        compute,
        100);
  }

  /** As much as fits, each of which a path of many a has to be compared with at many places. */
  private static String hostile() {
    String rule = "Disallow: /" + "*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab".repeat(10) + "\n";
    return "User-agent: *\n" + rule.repeat(RobotsPolicy.MAX_BYTES / rule.length() - 1);
  }

  private void workThrough() {
    for (Runnable task = work.poll(); task != null; task = work.poll()) {
      task.run();
    }
  }

  @Test
  void check_ofTenThousandUrlsUnderHostileRules_costsOneVerdict() {
    RobotsPolicy policy = policy(hostile());
    List<CompletableFuture<RobotsVerdict>> verdicts = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      verdicts.add(policy.check(url("https://a.example/" + "a".repeat(1_000) + i)));
    }
    assertThat(verdicts).noneMatch(CompletableFuture::isDone);
    assertThat(work).hasSize(1); // one at a time

    workThrough();

    assertThat(verdicts).allMatch(verdict -> !verdict.join().allowed());
    assertThat(verdicts).allMatch(verdict -> verdict.join().detail().equals(HOSTILE));
    assertThat(verdicts).allMatch(verdict -> verdict.join().unreachable() == null);

    // From then on nothing costs anything, and it is an answer like others.
    CompletableFuture<RobotsVerdict> harmless = policy.check(url("https://a.example/b"));
    assertThat(harmless).isDone();
    assertThat(harmless.join().detail()).isEqualTo(HOSTILE);
    time.advance(RobotsPolicy.MAX_AGE.minusNanos(1));
    assertThat(policy.check(url("https://a.example/b")).join().detail()).isEqualTo(HOSTILE);
    assertThat(work).isEmpty();
    assertThat(asked).isEqualTo(1);
    time.advance(Duration.ofNanos(1));
    assertThat(policy.check(url("https://a.example/b")).join().allowed()).isTrue();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void check_ofManyUrlsThatCostJustLessThanOneMay_usesUpWhatTheHostMayCost() {
    // Some 900,000 steps each.
    RobotsPolicy policy = policy("User-agent: *\n" + "Disallow: /*aaaaaaaaab\n".repeat(95));
    String path = "https://a.example/" + "a".repeat(1_000);
    List<CompletableFuture<RobotsVerdict>> verdicts = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      verdicts.add(policy.check(url(path + i)));
    }
    workThrough();

    long allowed = verdicts.stream().filter(verdict -> verdict.join().allowed()).count();
    assertThat(allowed).isBetween(50L, 70L);
    assertThat(verdicts.get(9_999).join().detail()).isEqualTo(HOSTILE);
  }

  @Test
  void check_ofSuchUrlsThatComeSlowly_goesOn() {
    RobotsPolicy policy = policy("User-agent: *\n" + "Disallow: /*aaaaaaaaab\n".repeat(95));
    for (int i = 0; i < 150; i++) {
      var verdict = policy.check(url("https://a.example/" + "a".repeat(1_000) + i));
      workThrough();
      assertThat(verdict.join().allowed()).as("%d", i).isTrue();
      time.advance(Duration.ofMillis(250));
    }
  }

  @Test
  void check_ofAnOverlongUrl_isItsOwnLossUnlessThereAreMany() {
    RobotsPolicy policy = policy("User-agent: *\n" + "Disallow: /*=x*&y=*z\n".repeat(200));
    String overlong = "https://a.example/?" + "=x".repeat(30_000);
    var lost = policy.check(url(overlong));
    workThrough();
    assertThat(lost.join().allowed()).isFalse();
    assertThat(lost.join().detail()).isEqualTo("the rules of robots.txt take too long to apply");

    var ordinary = policy.check(url("https://a.example/x?a=b"));
    workThrough();
    assertThat(ordinary.join().allowed()).isTrue();
    assertThat(policy.check(url("https://a.example/y"))).isDone(); // at once again

    for (int i = 0; i < 60; i++) {
      var unused = policy.check(url(overlong + i));
    }
    workThrough();
    assertThat(policy.check(url("https://a.example/y")).join().detail()).isEqualTo(HOSTILE);
  }

  @Test
  void check_underOrdinaryRules_isMadeAtOnce() {
    StringBuilder robots = new StringBuilder("User-agent: *\n");
    for (int i = 0; i < 250; i++) {
      robots.append("Disallow: /catalogue/products/by-name/").append(i).append("/private\n");
      robots.append("Allow: /*?sort=").append(i).append("&page=*$\n");
    }
    RobotsPolicy policy =
        policy(
            robots.toString(),
            task -> {
              throw new AssertionError("computed elsewhere");
            });
    for (int i = 0; i < 10_000; i++) {
      String path = "/catalogue/products/by-name/" + i % 500 + "/private/" + "x".repeat(i % 200);
      var verdict = policy.check(url("https://a.example" + path + "?sort=none"));
      assertThat(verdict).isDone();
      assertThat(verdict.join().allowed()).isEqualTo(i % 500 >= 250);
    }
  }

  @Test
  void check_underAsManyRulesAsFit_isMadeAtOnce() {
    StringBuilder robots = new StringBuilder("User-agent: *\n");
    for (int i = 0; robots.length() < RobotsPolicy.MAX_BYTES - 50; i++) {
      robots.append("Disallow: /p/").append(i).append('\n');
    }
    RobotsPolicy policy = policy(robots.toString());
    for (int i = 0; i < 10_000; i++) {
      var verdict = policy.check(url("https://a.example/p/" + i + "/index.html"));
      assertThat(verdict).isDone();
      // A longer number that begins so may be the one that decides, but one does.
      assertThat(verdict.join().rule()).isEqualTo("Disallow: /p/" + i);
    }
  }

  @Test
  void check_fromAnswersOfManyHosts_computesOneOfEachAtATime() {
    RobotsPolicy policy = policy(hostile());
    for (int host = 0; host < 20; host++) {
      for (int i = 0; i < 100; i++) {
        var unused = policy.check(url("https://h" + host + ".example/" + "a".repeat(1_000) + i));
      }
    }
    assertThat(work).hasSize(20);
    workThrough();
    assertThat(work).isEmpty();
  }

  @Test
  void verdict_ofRandomRules_isThatOfTheFirstThatMatches() {
    Random random = new Random(20261128);
    for (int round = 0; round < 60; round++) {
      List<PathRules.Rule> list = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String text = text(random, "ab/*", random.nextBoolean() ? 6 : 80);
        list.add(
            new PathRules.Rule(i + 1, random.nextBoolean(), "/" + text + (i % 5 == 0 ? "$" : "")));
      }
      PathRules rules = PathRules.compile(list, text -> text);
      for (int i = 0; i < 100; i++) {
        String path = "/" + text(random, "ab/", random.nextBoolean() ? 6 : 80);
        PatternMatcher all = new PatternMatcher(path, 1_000_000);
        PathRules.Rule expected =
            list.stream()
                .filter(rule -> matches(all, rule))
                .min(
                    Comparator.<PathRules.Rule>comparingInt(rule -> -rule.value().length())
                        .thenComparing(rule -> !rule.allow())
                        .thenComparing(PathRules.Rule::line))
                .orElse(null);
        int decided = rules.decide(new PatternMatcher(path, 1_000_000));
        assertThat(decided < 0 ? 0 : rules.line(decided))
            .as(path)
            .isEqualTo(expected == null ? 0 : expected.line());
      }
    }
  }

  private static boolean matches(PatternMatcher matcher, PathRules.Rule rule) {
    boolean anchored = rule.value().endsWith("$");
    int length = rule.value().length() - (anchored ? 1 : 0);
    return matcher.matches(rule.value(), 0, length, anchored);
  }

  private static String text(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(most + 1); length > 0; length--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
