package dev.outlink.cli.console;

import dev.outlink.admission.Admission;
import dev.outlink.record.CrawlSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * A reason why links were not crawled, as text for the summary.
 *
 * @param words the reason
 * @param option the option that would allow them; empty if there is none
 * @param count how many links were not crawled for this reason
 */
record SkipReason(String words, String option, long count) {

  /** The reasons of a crawl, in the order in which they are checked, without known URLs. */
  static List<SkipReason> reasons(CrawlSummary summary) {
    List<SkipReason> reasons = new ArrayList<>();
    for (Admission admission : Admission.values()) {
      Long count = summary.notCrawled().get(admission);
      if (count != null && admission != Admission.ALREADY_KNOWN) {
        reasons.add(new SkipReason(words(admission), option(admission), count));
      }
    }
    return reasons;
  }

  /** The options whose budgets ended a crawl, separated by commas. */
  static String budgets(CrawlSummary summary) {
    List<String> options = new ArrayList<>();
    for (Admission admission : summary.spentBudgets()) {
      options.add(option(admission));
    }
    return String.join(", ", options);
  }

  static String words(Admission reason) {
    return switch (reason) {
      case ADMITTED -> "crawled";
      case ALREADY_KNOWN -> "known already";
      case NOT_CRAWLABLE -> "another scheme";
      case FULL -> "no room";
      case CLOSED -> "crawl was over";
      case TOO_DEEP -> "too deep";
      case OUT_OF_SCOPE -> "out of scope";
      case EXCLUDED -> "excluded";
      case NOFOLLOW -> "nofollow";
      case URL_TOO_LONG -> "URL too long";
      case TOO_MANY_SEGMENTS -> "many segments";
      case REPEATED_SEGMENTS -> "repeated segments";
      case TOO_MANY_VARIANTS -> "many alike";
      case MAX_PAGES -> "pages used up";
      case MAX_PAGES_PER_HOST -> "host's pages";
    };
  }

  private static String option(Admission reason) {
    return switch (reason) {
      case ADMITTED, ALREADY_KNOWN, NOT_CRAWLABLE, FULL, CLOSED -> "";
      case TOO_DEEP -> "--depth";
      case OUT_OF_SCOPE -> "--scope";
      case EXCLUDED -> "--include, --exclude";
      case NOFOLLOW -> "--obey";
      case URL_TOO_LONG -> "--max-url-length";
      case TOO_MANY_SEGMENTS -> "--max-segments";
      case REPEATED_SEGMENTS -> "--max-repeats";
      case TOO_MANY_VARIANTS -> "--max-variants";
      case MAX_PAGES -> "--max-pages";
      case MAX_PAGES_PER_HOST -> "--max-pages-per-host";
    };
  }
}
