package dev.outlink.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.Page;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.PageLinks;
import dev.outlink.testing.Urls;
import dev.outlink.url.CrawlUrl;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FollowTest {

  private static final CrawlUrl PAGE = Urls.url("http://h/d/p");

  private static final Set<LinkKind> ANCHORS = Set.of(LinkKind.A, LinkKind.AREA);

  private static final FollowRules POLITE = new FollowRules(ANCHORS, true, true, "outlink");

  private static final FollowRules ALL = new FollowRules(ANCHORS, false, false, "");

  private static Page page(String html, String... robotsTags) {
    HeaderList headers = HeaderList.of("content-type", "text/html", "link", "<header>; rel=next");
    for (String tag : robotsTags) {
      headers = headers.and("x-robots-tag", tag);
    }
    return (Page)
        Page.recorded(PAGE, 200, headers, html.getBytes(UTF_8), EnumSet.allOf(DocumentType.class));
  }

  private static PageLinks links(FollowRules rules, String html, String... robotsTags) {
    return new LinkExtractor(LinkSelection.DEFAULT, rules).extract(page(html, robotsTags), true);
  }

  private static List<String> followed(PageLinks links) {
    return links.followed().stream().map(CrawlUrl::href).toList();
  }

  private static List<String> listed(PageLinks links) {
    return links.links().stream().map(link -> link.url().href()).toList();
  }

  @Test
  void extract_followed_isDistinctCanonicalHttpInDocumentOrder() {
    PageLinks links =
        links(ALL, "<a href=b#1><a href=a><a href=b#2><a href=mailto:x><area href=/c><a href=a>");
    assertThat(followed(links)).containsExactly("http://h/d/b", "http://h/d/a", "http://h/c");
    assertThat(listed(links))
        .containsExactly("http://h/d/b#1", "http://h/d/a", "http://h/d/b#2", "http://h/c");
    assertThat(links.complete()).isTrue();
  }

  @Test
  void extract_otherKindsListed_anchorsFollowedAllTheSame() {
    LinkSelection images = LinkSelection.DEFAULT.withKinds(Set.of(LinkKind.IMG));
    PageLinks links = new LinkExtractor(images, ALL).extract(page("<a href=a><img src=i>"), true);
    assertThat(listed(links)).containsExactly("http://h/d/i");
    assertThat(followed(links)).containsExactly("http://h/d/a");
  }

  @Test
  void extract_otherSchemesListed_httpFollowed() {
    LinkSelection mail = LinkSelection.DEFAULT.withSchemes(Set.of("mailto"));
    PageLinks links =
        new LinkExtractor(mail, ALL).extract(page("<a href=a><a href=mailto:x>"), true);
    assertThat(listed(links)).containsExactly("mailto:x");
    assertThat(followed(links)).containsExactly("http://h/d/a");
  }

  @Test
  void extract_anyKindFollowed_notListed() {
    FollowRules rules =
        new FollowRules(
            EnumSet.of(LinkKind.CANONICAL, LinkKind.LINK_HEADER, LinkKind.FRAME), true, true, "");
    String html = "<link rel=canonical href=c><link rel=icon href=i><a href=a>";
    PageLinks links = links(rules, html);
    assertThat(followed(links)).containsExactly("http://h/d/header", "http://h/d/c");
    assertThat(listed(links)).containsExactly("http://h/d/a");
    assertThat(followed(links(rules, "<frameset><frame src=f>")))
        .containsExactly("http://h/d/header", "http://h/d/f");
  }

  @Test
  void extract_notFollowed_listsTheSame() {
    LinkExtractor extractor = new LinkExtractor(LinkSelection.DEFAULT, ALL);
    assertThat(extractor.extract(page("<a href=a>")).followed()).isEmpty();
    assertThat(listed(extractor.extract(page("<a href=a>"), false)))
        .containsExactly("http://h/d/a");
    assertThat(new LinkExtractor().extract(page("<a href=a>"), true).followed()).isEmpty();
  }

  @Test
  void extract_noindex_obeyedWhereNothingIsFollowed() {
    PageLinks links =
        new LinkExtractor(LinkSelection.DEFAULT, POLITE).extract(page("<a href=a>", "noindex"));
    assertThat(links.noindex()).isTrue();
    assertThat(links.links()).isEmpty();
    assertThat(links.complete()).isTrue();
  }

  @Test
  void extract_relNofollow_listedButNotFollowed() {
    String html =
        "<a href=a rel='x  NoFollow'><a href=b rel=nofollows><a href=c rel=nofollow>"
            + "<a href=c#f><a href=a#g rel=nofollow><a href=mailto:m rel=nofollow>";
    PageLinks links = links(POLITE, html);
    assertThat(followed(links)).containsExactly("http://h/d/b", "http://h/d/c");
    assertThat(links.nofollowed()).isEqualTo(1);
    assertThat(links.links()).hasSize(5);
    assertThat(followed(links(ALL, html))).hasSize(3);
    assertThat(links(ALL, html).nofollowed()).isZero();
  }

  @Test
  void extract_linkHeaderNofollow_notFollowed() {
    Page page =
        (Page)
            Page.recorded(
                PAGE,
                200,
                HeaderList.of("link", "<a>; rel=\"next nofollow\", <b>; rel=next"),
                new byte[0],
                FetchConfig.HTML_ONLY);
    FollowRules rules = new FollowRules(Set.of(LinkKind.LINK_HEADER), true, true, "");
    PageLinks links = new LinkExtractor(LinkSelection.DEFAULT, rules).extract(page, true);
    assertThat(followed(links)).containsExactly("http://h/d/b");
    assertThat(links.nofollowed()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      emptyValue = "",
      value = {
        "<meta name=robots content=nofollow> => nofollow",
        "<meta name=ROBOTS content='NOINDEX'> => noindex",
        "<meta name=robots content=none> => nofollow noindex",
        "<meta name=OutLink content=none> => nofollow noindex",
        "<meta name=otherbot content=none> => ~~",
        "<meta name=robots content=noindex><meta name=outlink content=nofollow> => nofollow noindex",
        "<body><p>x<meta name=robots content=noindex> => noindex",
        "<template><meta name=robots content=none></template> => ~~",
        "<!--<meta name=robots content=none>--> => ~~",
        "<svg><title><meta name=robots content=nofollow></title></svg> => nofollow",
        "<meta name=robots><meta content=none> => ~~",
        "<meta property=robots content=none> => ~~",
      })
  void extract_metaRobots_obeyedAsAsked(String html, String said) {
    check(links(POLITE, "<a href=a>" + html), said);
    check(links(ALL, "<a href=a>" + html), "");
    check(
        links(new FollowRules(ANCHORS, false, true, "outlink"), "<a href=a>" + html),
        only(said, "noindex"));
    check(
        links(new FollowRules(ANCHORS, true, false, "outlink"), "<a href=a>" + html),
        only(said, "nofollow"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      emptyValue = "",
      value = {
        "noindex => noindex",
        "noarchive|nofollow => nofollow",
        "otherbot: none => ~~",
        "otherbot: none|outlink: noindex => noindex",
      })
  void extract_robotsTagHeader_obeyedAsAsked(String tags, String said) {
    check(links(POLITE, "<a href=a>", tags.split("\\|")), said);
    check(links(ALL, "<a href=a>", tags.split("\\|")), "");
  }

  private static String only(String said, String directive) {
    return said.contains(directive) ? directive : "";
  }

  private static void check(PageLinks links, String said) {
    boolean nofollow = said.contains("nofollow");
    boolean noindex = said.contains("noindex");
    assertThat(links.followed()).hasSize(nofollow ? 0 : 1);
    assertThat(links.nofollowed()).isEqualTo(nofollow ? 1 : 0);
    assertThat(links.links()).hasSize(noindex ? 0 : 1);
    assertThat(links.noindex()).isEqualTo(noindex);
  }

  @Test
  void extract_moreThanTheBound_followedIsCutToo() {
    LinkSelection images = LinkSelection.DEFAULT.withKinds(Set.of(LinkKind.IMG));
    StringBuilder html = new StringBuilder("<base href='/" + "x".repeat(60_000) + "/'>");
    for (int i = 0; i < 1_000; i++) {
      html.append("<a href=").append(i).append('>');
    }
    html.append("<img src=i>");
    PageLinks links = new LinkExtractor(images, ALL).extract(page(html.toString()), true);
    assertThat(links.followed()).hasSize(LinkExtractor.MAX_CHARACTERS / 60_005);
    assertThat(links.links()).hasSize(1);
    assertThat(links.complete()).isFalse();
  }

  @Test
  void documents_ofFollowedKinds() {
    assertThat(FollowRules.NONE.documents()).isEmpty();
    assertThat(ALL.documents()).isEqualTo(FetchConfig.HTML_ONLY);
    assertThat(new FollowRules(Set.of(LinkKind.SITEMAP), false, false, "").documents())
        .containsExactly(DocumentType.XML);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Outlink", "OUTLINK"})
  void rules_productInUpperCase_isRefused(String product) {
    assertThatThrownBy(() -> new FollowRules(Set.of(), false, false, product))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void robotsTags_areThosePagesHave() {
    assertThat(page("", "a: b", "c").robotsTags()).containsExactly("a: b", "c");
    assertThat(Page.of(PAGE, null, new byte[0]).robotsTags()).isEmpty();
  }
}
