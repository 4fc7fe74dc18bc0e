package dev.outlink.visit;

import static dev.outlink.testing.Urls.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.Lease;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.ResponseHead;
import dev.outlink.link.LinkKind;
import dev.outlink.link.Outlink;
import dev.outlink.link.PageBound;
import dev.outlink.link.PageLinks;
import dev.outlink.link.Provenance;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageContent;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.request.Attempt;
import dev.outlink.request.Ending;
import dev.outlink.request.Reply;
import dev.outlink.task.CrawlTask;
import dev.outlink.task.Trail;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The records of URLs that have arrived. */
class PageRecordsTest {

  private static final CrawlTask SEED = CrawlTask.seed(url("http://a.example/#top"));
  private static final Ending NOT_FOUND =
      new Ending(Outcome.HTTP_ERROR, 404, "text/html", "Not Found", null);

  private static Attempt arrival(CrawlTask task, Reply reply, @Nullable Instant at) {
    return new Attempt(task, reply, 1, 1, 1_999_999, at);
  }

  private static Page page(int length, boolean truncated) {
    return Page.arrived(
        url("http://a.example/"),
        ResponseHead.plain("text/html"),
        new byte[length],
        length,
        truncated,
        Lease.NONE);
  }

  private static PageLinks found(@Nullable PageBound cut, boolean noindex, int tooLong) {
    return new PageLinks(List.of(), List.of(), cut, noindex, 0, tooLong);
  }

  private static PageRecord record(Page page, PageLinks found) {
    return PageRecords.of(
        arrival(SEED, new Reply.Document(page), Instant.EPOCH), page, found, List.of());
  }

  private static Outlink link(String href, @Nullable Provenance provenance) {
    return new Outlink(url(href), LinkKind.A, "a", "href", provenance);
  }

  @Test
  void of_page_isWhatItCameTo() {
    List<Outlink> links = List.of(link("http://a.example/x", null));
    Page page = page(50, false);
    PageRecord record =
        PageRecords.of(
            arrival(SEED.again(), new Reply.Document(page), Instant.EPOCH),
            page,
            found(null, false, 0),
            links);
    assertThat(record)
        .isEqualTo(
            new PageRecord(
                "http://a.example/#top",
                Outcome.PAGE,
                200,
                "http://a.example/",
                0,
                "text/html",
                50,
                1,
                0,
                1,
                Instant.EPOCH,
                "",
                2));
  }

  @Test
  void of_redirectedUrl_hasTheSourceAndTheLast() {
    Trail trail = new Trail(SEED.url(), List.of(new Trail.Hop(SEED.url(), "/x")), 0);
    CrawlTask task = SEED.redirected(url("http://b.example/x#y"), trail);
    PageRecord record =
        PageRecords.withoutDocument(
            arrival(task, NOT_FOUND, Instant.EPOCH), NOT_FOUND, List.of(), "");
    assertThat(record.url()).isEqualTo("http://a.example/#top");
    assertThat(record.finalUrl()).isEqualTo("http://b.example/x");
    assertThat(record.redirects()).isEqualTo(1);
    assertThat(record.bytes()).isZero();
  }

  /** An attempt that came to no request does not count. */
  @ParameterizedTest
  @CsvSource({"1,true,1", "1,false,0", "3,true,3", "3,false,2"})
  void attempts_areThoseThatWereSent(int attempt, boolean asked, int attempts) {
    CrawlTask task = new CrawlTask(SEED.url(), 0, 0, attempt, SEED.roots());
    PageRecord record =
        PageRecords.withoutDocument(
            arrival(task, NOT_FOUND, asked ? Instant.EPOCH : null), NOT_FOUND, List.of(), "");
    assertThat(record.attempts()).isEqualTo(attempts);
    assertThat(record.finalUrl()).isEqualTo(asked ? "http://a.example/" : null);
    assertThat(record.fetchedAt()).isEqualTo(asked ? Instant.EPOCH : null);
  }

  @ParameterizedTest
  @EnumSource(PageBound.class)
  void of_pageThatIsCut_isTruncatedAndSaysBy(PageBound bound) {
    PageRecord record = record(page(7, false), found(bound, false, 0));
    assertThat(record.outcome()).isEqualTo(Outcome.TRUNCATED);
    assertThat(record.detail()).isEqualTo(bound.detail());
    assertThat(record(page(7, true), found(bound, true, 2)).detail())
        .isEqualTo(
            "cut at 7 bytes; "
                + bound.detail()
                + "; 2 links longer than 65,536 characters left out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | false | 0 | PAGE | ''",
        "true | false | 0 | TRUNCATED | cut at 7 bytes",
        "false | true | 0 | PAGE | noindex: its links are not listed",
        "true | true | 0 | TRUNCATED | cut at 7 bytes",
        "false | false | 1 | PAGE | 1 link longer than 65,536 characters left out",
        "false | true | 2 | PAGE | noindex: its links are not listed; 2 links longer than 65,536"
            + " characters left out",
      })
  void of_page_saysWhatIsLeftOut(
      boolean truncated, boolean noindex, int tooLong, Outcome outcome, String detail) {
    PageRecord record = record(page(7, truncated), found(null, noindex, tooLong));
    assertThat(record.outcome()).isEqualTo(outcome);
    assertThat(record.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1999,1999", "2000,2000", "2001,2001", "1000000,2001"})
  void texts_ofServers_areBounded(int length, int kept) {
    String text = "x".repeat(length);
    Ending end = new Ending(Outcome.HTTP_ERROR, 500, text, text, null);
    PageRecord record =
        PageRecords.withoutDocument(
            arrival(SEED, end, Instant.EPOCH), end, List.of(), length > 2_000 ? "!" : "");
    assertThat(record.detail()).hasSize(kept);
    assertThat(record.contentType()).hasSize(kept);
    if (length > 2_000) {
      assertThat(record.detail()).endsWith("x\u2026");
    }
  }

  /** A character of two units is not cut in two: no encoding has a half. */
  @Test
  void texts_thatAreCut_areCutBetweenCharacters() {
    String text = "x".repeat(1_999) + "\ud83d\ude00".repeat(3);
    Ending end = new Ending(Outcome.HTTP_ERROR, 500, text, text, null);
    PageRecord record =
        PageRecords.withoutDocument(arrival(SEED, end, Instant.EPOCH), end, List.of(), "");
    assertThat(record.detail()).isEqualTo("x".repeat(1_999) + "\u2026");
    assertThat(Objects.requireNonNull(record.contentType()).chars())
        .noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  /** About what the JVM holds, and no less than the characters of the links. */
  @Test
  void bytes_growWithWhatAResultHolds() {
    PageRecord page = record(page(7, false), found(null, false, 0));
    long bare = PageRecords.bytes(new PageResult(page, List.of()));
    assertThat(bare).isBetween(500L, 2_000L);
    Outlink plain = link("http://a.example/" + "x".repeat(1_000), null);
    long one = PageRecords.bytes(new PageResult(page, List.of(plain))) - bare;
    assertThat(one).isBetween(1_017L, 1_300L);
    long many = PageRecords.bytes(new PageResult(page, Collections.nCopies(100_000, plain)));
    assertThat(many - bare).isEqualTo(100_000 * one);
    Outlink told =
        link(plain.url().href(), new Provenance("t".repeat(256), "", "r".repeat(4_096), 1, 1, 1));
    assertThat(PageRecords.bytes(new PageResult(page, List.of(told))) - bare)
        .isGreaterThanOrEqualTo(one + 2 * (256 + 4_096));
    PageContent content = new PageContent(HeaderList.of("Name", "value"), new byte[10_000]);
    assertThat(PageRecords.bytes(new PageResult(page, List.of(), content)) - bare)
        .isEqualTo(10_009);
  }
}
