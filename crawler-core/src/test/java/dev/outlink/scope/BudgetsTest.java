package dev.outlink.scope;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.admission.Admission;
import dev.outlink.task.CrawlTask;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BudgetsTest {

  private static final ScopeConfig OPEN = ScopeConfig.DEFAULT.withMaxVariants(0);

  @Test
  void refuse_noLimits_refusesNothing() {
    Budgets budgets = new Budgets(OPEN);
    for (int i = 0; i < 20_000; i++) {
      assertThat(budgets.refuse(link("http://a.example/" + i))).isNull();
    }
  }

  @Test
  void refuse_pages_countsSeedsAndLinksButNoRedirects() {
    Budgets budgets = new Budgets(OPEN.withMaxPages(2));
    assertThat(budgets.refuse(CrawlTask.seed(url("http://a.example/")))).isNull();
    assertThat(budgets.refuse(redirected("http://b.example/"))).isNull();
    assertThat(budgets.refuse(link("http://a.example/1"))).isNull();
    assertThat(budgets.refuse(link("http://a.example/2"))).isEqualTo(Admission.MAX_PAGES);
    assertThat(budgets.refuse(CrawlTask.seed(url("http://c.example/"))))
        .isEqualTo(Admission.MAX_PAGES);
    assertThat(budgets.refuse(redirected("http://c.example/"))).isNull();
  }

  @Test
  void refuse_pagesPerHost_countsEachHostAlone() {
    Budgets budgets = new Budgets(OPEN.withMaxPagesPerHost(2));
    for (String host : List.of("http://a.example", "https://a.example", "http://a.example:81")) {
      assertThat(budgets.refuse(CrawlTask.seed(url(host)))).isNull();
      assertThat(budgets.refuse(redirected(host + "/x"))).isNull();
      assertThat(budgets.refuse(link(host + "/y"))).isEqualTo(Admission.MAX_PAGES_PER_HOST);
      assertThat(budgets.refuse(redirected(host + "/y"))).isEqualTo(Admission.MAX_PAGES_PER_HOST);
    }
  }

  @Test
  void refuse_variants_countsLinksOfOneShapeAndHost() {
    Budgets budgets = new Budgets(OPEN.withMaxVariants(3));
    assertThat(budgets.refuse(CrawlTask.seed(url("http://a.example/cal/2026/10")))).isNull();
    assertThat(budgets.refuse(link("http://a.example/cal/2026/11"))).isNull();
    assertThat(budgets.refuse(link("http://a.example/cal/2026/12?view=day"))).isNull();
    assertThat(budgets.refuse(redirected("http://a.example/cal/1/1"))).isNull();
    assertThat(budgets.refuse(link("http://a.example/cal/2027/01")))
        .isEqualTo(Admission.TOO_MANY_VARIANTS);
    assertThat(budgets.refuse(link("http://a.example/cal/2027/x"))).isNull();
    assertThat(budgets.refuse(link("http://b.example/cal/2027/01"))).isNull();
    assertThat(budgets.refuse(CrawlTask.seed(url("http://a.example/cal/9/9")))).isNull();
  }

  @Test
  void refuse_oneBudgetRefuses_noOtherIsUsed() {
    Budgets budgets = new Budgets(OPEN.withMaxPages(2).withMaxPagesPerHost(1).withMaxVariants(1));
    assertThat(budgets.refuse(link("http://a.example/1"))).isNull();
    for (int i = 0; i < 5; i++) {
      assertThat(budgets.refuse(link("http://a.example/x")))
          .isEqualTo(Admission.MAX_PAGES_PER_HOST);
    }
    assertThat(budgets.refuse(link("http://b.example/1"))).isNull();
    assertThat(budgets.refuse(link("http://c.example/1"))).isEqualTo(Admission.MAX_PAGES);
  }

  @Test
  void refuse_calendarsAndSessionsForEver_endByTheDefault() {
    Budgets budgets = new Budgets(ScopeConfig.DEFAULT);
    int taken = 0;
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 30_000; i++) {
      String session = Long.toHexString(random.nextLong(1L << 60, Long.MAX_VALUE)) + "a1b2c3d4e5f6";
      taken += budgets.refuse(link("http://a.example/cal?date=" + i)) == null ? 1 : 0;
      taken += budgets.refuse(link("http://a.example/s/" + session + "/" + i)) == null ? 1 : 0;
    }
    assertThat(taken).isBetween(20_000, 20_000 + 300);
  }

  @Test
  void count_manyHashes_isExactAndTakesFewBytes() {
    CountTable table = new CountTable();
    int hashes = 1_000_000;
    for (int round = 1; round <= 2; round++) {
      SplittableRandom random = new SplittableRandom(42);
      for (int i = 0; i < hashes; i++) {
        table.add(random.nextLong());
        // Never over what a table holds that has just grown.
        if (i > 100_000 && i % 50_000 == 0) {
          assertThat(table.bytes() / (double) table.size()).isBetween(8.0, 12.0);
        }
      }
    }
    assertThat(table.size()).isEqualTo(hashes);
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < hashes; i++) {
      if (table.count(random.nextLong()) != 2) {
        throw new AssertionError("hash " + i);
      }
    }
    assertThat(table.count(random.nextLong())).isZero();
  }

  @Test
  void add_moreThanTheLargestCount_staysThere() {
    CountTable table = new CountTable();
    for (int i = 0; i <= CountTable.MAX_COUNT + 1; i++) {
      table.add(-1);
    }
    assertThat(table.count(-1)).isEqualTo(CountTable.MAX_COUNT);
    assertThat(table.count(0xFFL)).isZero();
  }

  private static CrawlTask link(String url) {
    return new CrawlTask(url(url), 1, 0, 1, List.of(url("http://seed.example/")));
  }

  private static CrawlTask redirected(String url) {
    return new CrawlTask(url(url), 1, 1, 1, List.of(url("http://seed.example/")));
  }
}
