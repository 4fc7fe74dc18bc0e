package dev.outlink.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.Page;
import dev.outlink.fetch.Room;
import dev.outlink.link.Extractor;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.PageBound;
import dev.outlink.link.PageLinks;
import dev.outlink.tree.DocumentTree;
import dev.outlink.url.CrawlUrl;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page may take is counted: the same each time, and said where it is not enough. */
class PageBoundsTest {

  private static final int MEGABYTE = 1 << 20;
  private static final LinkExtractor USUAL = new LinkExtractor();

  private static final LinkExtractor TREE =
      new LinkExtractor(LinkSelection.DEFAULT, FollowRules.NONE, Extractor.JSOUP);

  private static final LinkSelection ALL =
      new LinkSelection(EnumSet.allOf(LinkKind.class), Set.of(), true, false, false);

  private static final LinkExtractor PLACES =
      new LinkExtractor(
          new LinkSelection(LinkSelection.DEFAULT.kinds(), Set.of(), true, true, true));

  /** Room of so many bytes, which keeps the most that was asked for. */
  private static final class Limited implements Room {
    private final long most;
    private final long now;
    private long asked;

    Limited(long most, long now) {
      this.most = most;
      this.now = now;
    }

    @Override
    public boolean reaches(long bytes) {
      asked = Math.max(asked, bytes);
      return bytes <= now;
    }

    @Override
    public long most() {
      return most;
    }
  }

  static Stream<String> names() {
    return HostilePages.ofSize(100).keySet().stream();
  }

  private static String hostile(String name, int characters) {
    return Objects.requireNonNull(HostilePages.ofSize(characters).get(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void extract_hostilePageInLittleRoom_isCutAtTheSamePlaceEachTime(String name) {
    String html = hostile(name, MEGABYTE);
    for (LinkExtractor extractor : List.of(USUAL, TREE, PLACES)) {
      PageLinks once = extract(extractor, html, new Limited(16 * MEGABYTE, 16 * MEGABYTE));
      PageLinks again = extract(extractor, html, new Limited(16 * MEGABYTE, 16 * MEGABYTE));
      assertThat(again).isEqualTo(once);
      assertThat(once.links().get(0).url()).hasToString("http://h/first");
      if (once.cut() == null) {
        assertThat(once.links()).isNotEmpty();
      }
    }
  }

  @Test
  void extract_tagsInDeepNesting_endsByWork() {
    assertThat(cut("items in nesting", 4 * MEGABYTE)).isEqualTo(PageBound.NESTING);
    assertThat(cut("end tags in nesting", 4 * MEGABYTE)).isEqualTo(PageBound.NESTING);
    assertThat(cut("ends in svg", 4 * MEGABYTE)).isEqualTo(PageBound.NESTING);
    assertThat(cut("rules in nesting", 4 * MEGABYTE)).isEqualTo(PageBound.NESTING);
    assertThat(cut("items in nesting", MEGABYTE / 4)).isNull();
  }

  @Test
  void extract_attributesThatAreCompared_endsByWork() {
    assertThat(cut("many attributes", 8 * MEGABYTE)).isEqualTo(PageBound.ATTRIBUTES);
    assertThat(cut("attributes compared", MEGABYTE)).isEqualTo(PageBound.ATTRIBUTES);
    assertThat(cut("tags in values", 2 * MEGABYTE)).isEqualTo(PageBound.ATTRIBUTES);
    assertThat(cut("many attributes", MEGABYTE / 8)).isNull();
  }

  @Test
  void extract_elementsThatAreOpenedAgain_countAgainstMemory() {
    Limited room = new Limited(32 * MEGABYTE, 32 * MEGABYTE);
    PageLinks found = extract(PLACES, hostile("large formatting again", MEGABYTE), room);
    assertThat(found.cut()).isEqualTo(PageBound.MEMORY);
    assertThat(room.asked).isLessThanOrEqualTo(32 * MEGABYTE);
  }

  @ParameterizedTest
  @EnumSource(Extractor.class)
  void extract_wideAndLongPage_isTakenApartAndReadToItsEnd(Extractor extractor) {
    Limited room = new Limited(40 * MEGABYTE, 40 * MEGABYTE);
    String html = hostile("wide", 6 * MEGABYTE).replace("'\">", "");
    PageLinks found = extract(usual(extractor), html, room);
    assertThat(found.cut()).isNull();
    assertThat(found.links()).hasSize(2);
    assertThat(room.asked).isLessThan(20 * MEGABYTE);
  }

  @ParameterizedTest
  @EnumSource(Extractor.class)
  void extract_manyLinks_areAllListedWhereTheyFit(Extractor extractor) {
    String html = HostilePages.ofLinks(100_000);
    Limited enough = new Limited(48 * MEGABYTE, 48 * MEGABYTE);
    PageLinks all = extract(usual(extractor), html, enough);
    assertThat(all.cut()).isNull();
    assertThat(all.links()).hasSize(100_000);
    PageLinks some = extract(usual(extractor), html, new Limited(12 * MEGABYTE, 12 * MEGABYTE));
    assertThat(some.cut()).isEqualTo(PageBound.MEMORY);
    assertThat(some.links()).hasSizeBetween(20_000, 99_999);
    assertThat(all.links().subList(0, some.links().size())).isEqualTo(some.links());
  }

  @ParameterizedTest
  @EnumSource(Extractor.class)
  void extract_roomRefusedForNow_isNothing(Extractor extractor) {
    Page page = page(HostilePages.ofLinks(50_000));
    Limited busy = new Limited(100 * MEGABYTE, 2 * MEGABYTE);
    assertThat(usual(extractor).extract(page, false, busy)).isNull();
    assertThat(busy.asked).isGreaterThan(2 * MEGABYTE);
  }

  @Test
  void extract_inParts_isAsInOnePiece() {
    LinkExtractor whole = new LinkExtractor(ALL);
    LinkExtractor parts =
        new LinkExtractor(ALL, FollowRules.NONE, Extractor.JSOUP, new DocumentTree.Parts(0, 1));
    for (String html :
        List.of(
            HostilePages.ofLinks(300),
            "<base href=/late/><p><a href=1>x<p><a href=2>y</a><div><a href=3><img src=4></div>",
            "<form action=5><table><tr><td><a href=6>z</a><form action=n></table><input src=7>",
            "<table><tr><td><a href=8>z</table><template><a href=n></template><a href=9>",
            "<style>a{b:url(10)}</style><svg><a href=11><style>c{d:url(12)}</style></a></svg>",
            "<ul><li><a href=13>a<li><b><i><a href=14>b</b></i><li><p style='a:url(15)'>c</ul>",
            "<a href=16></body><a href=17></html><a href=18><base href=/n/><meta name=robots>")) {
      String padded = html + "<p>x".repeat(3_000) + html;
      assertThat(extract(parts, padded, Room.ENDLESS))
          .isEqualTo(extract(whole, padded, Room.ENDLESS));
    }
  }

  @Test
  void extract_ordinaryPageOf100Kilobytes_isWhole() {
    String item =
        "<li class='a b'><a class=x title='some words' href=/path/%d>Some words</a>, more";
    StringBuilder html = new StringBuilder("<div>".repeat(30));
    for (int i = 0; i < 20_000; i++) {
      html.append(item.replace("%d", Integer.toString(i)));
    }
    PageLinks found = extract(USUAL, html.toString(), Room.ENDLESS);
    assertThat(found.cut()).isNull();
    assertThat(found.links()).hasSize(20_000);
  }

  private static LinkExtractor usual(Extractor extractor) {
    return extractor == Extractor.SCAN ? USUAL : TREE;
  }

  private static @Nullable PageBound cut(String name, int characters) {
    return extract(TREE, hostile(name, characters), Room.ENDLESS).cut();
  }

  private static PageLinks extract(LinkExtractor extractor, String html, Room room) {
    return Objects.requireNonNull(extractor.extract(page(html), false, room));
  }

  private static Page page(String html) {
    CrawlUrl url = (CrawlUrl) CrawlUrl.parse("http://h/");
    return Page.of(url, "text/html; charset=utf-8", html.getBytes(UTF_8));
  }
}
