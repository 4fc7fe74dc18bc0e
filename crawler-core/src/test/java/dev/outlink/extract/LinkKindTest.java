package dev.outlink.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchConfig;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.Page;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.Outlink;
import dev.outlink.link.Provenance;
import dev.outlink.url.CrawlUrl;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of link, from markup, headers, feeds, sitemaps and text. */
class LinkKindTest {

  private static final CrawlUrl PAGE = (CrawlUrl) CrawlUrl.parse("http://h/d/p");

  private static List<Outlink> links(LinkSelection selection, String type, String document) {
    return new LinkExtractor(selection)
        .extract(Page.of(PAGE, type + "; charset=utf-8", document.getBytes(UTF_8)))
        .links();
  }

  private static LinkSelection everything(boolean provenance) {
    return new LinkSelection(EnumSet.allOf(LinkKind.class), Set.of(), true, false, provenance);
  }

  /** As kind element@attribute path. */
  private static String rows(List<Outlink> links) {
    return links.stream()
        .map(
            link ->
                "%s %s@%s %s"
                    .formatted(
                        link.kind().label(),
                        link.element(),
                        link.attribute(),
                        link.url().href().replace("http://h", "")))
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      emptyValue = "",
      value = {
        "<a href=x ping='y  /z'> => a a@href /d/x, ping a@ping /d/y, ping a@ping /z",
        "<map><area href=x alt=t></map> => area area@href /d/x",
        "<link href=x> => link link@href /d/x",
        "<link rel=' Stylesheet ' href=x> => link link@href /d/x",
        "<link rel=CANONICAL href=x> => canonical link@href /d/x",
        "<link rel='alternate' hreflang=de href=x> => alternate link@href /d/x",
        "<link rel='alternate stylesheet' href=x> => link link@href /d/x",
        "<link rel='manifest' href=x> => manifest link@href /d/x",
        "<link rel=preload as=image imagesrcset='x 1x, y 2x'> => link link@imagesrcset /d/x, link link@imagesrcset /d/y",
        "<img src=x srcset='y 1x, z 2x' longdesc=l> => img img@src /d/x, img img@srcset /d/y, img img@srcset /d/z, longdesc img@longdesc /d/l",
        "<picture><source srcset='x, y 640w'><img></picture> => source source@srcset /d/x, source source@srcset /d/y",
        "<script src=x></script> => script script@src /d/x",
        "<iframe src=x longdesc=y></iframe> => iframe iframe@src /d/x, longdesc iframe@longdesc /d/y",
        "<frameset><frame src=x></frameset> => frame frame@src /d/x",
        "<form action=x><button formaction=y></button><input formaction=z></form> => form form@action /d/x, form button@formaction /d/y, form input@formaction /d/z",
        "<base href=/b/><form action><input type=image src=i></form> => form form@action /d/p, img input@src /b/i",
        "<input type=text src=x> => ~~",
        "<video src=x poster=y><source src=z><track src=t></video> => video video@src /d/x, video video@poster /d/y, source source@src /d/z, track track@src /d/t",
        "<audio src=x></audio><embed src=y><object data=z></object> => audio audio@src /d/x, embed embed@src /d/y, object object@data /d/z",
        "<q cite=a></q><blockquote cite=b></blockquote><ins cite=c></ins><del cite=d></del> => cite q@cite /d/a, cite blockquote@cite /d/b, cite ins@cite /d/c, cite del@cite /d/d",
        "<body background=x><table background=y><tr><td background=z> => background body@background /d/x, background table@background /d/y, background td@background /d/z",
        "<html manifest=x> => manifest html@manifest /d/x",
        "<svg><a href=x></a><image xlink:href=y></image><use href=z xlink:href=w></use></svg> => svg a@href /d/x, svg image@xlink:href /d/y, svg use@href /d/z",
        "<style>@import 'x'; p { background: url( y ) } /* url(c) */</style><p style='background: url(\"z\")'> => css style@ /d/x, css style@ /d/y, css p@style /d/z",
        "<svg><style>@import url(x)</style><g style='fill: url(/y)'></g></svg> => css style@ /d/x, css g@style /y",
        "<meta http-equiv=Refresh content='5; url=x'> => meta-refresh meta@content /d/x",
        "<meta http-equiv=refresh content='5; url=x'><base href=/b/><meta http-equiv=refresh content='5; url=y'><a href=z> => meta-refresh meta@content /d/x, meta-refresh meta@content /b/y, a a@href /b/z",
        "<meta http-equiv=refresh content=5><meta name=refresh content='5; url=x'> => ~~",
        "<img src><iframe src=''></iframe><script src=''></script><link href=''><object data=''></object> => ~~",
        "<template><img src=x><style>@import 'y'</style></template> => ~~",
        "<a href=mailto:a@b><a href=javascript:x> => a a@href mailto:a@b, a a@href javascript:x",
        "<p>http://o/x</p> => ~~",
        "<x:a xmlns:x='http://www.w3.org/1999/xhtml' href=x></x:a> => ~~",
      })
  void extract_html_everyKind(String html, String expected) {
    assertThat(rows(links(everything(false), "text/html", html))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "a => a",
        "canonical => canonical",
        "link => link",
        "img,css => img,css",
        "sitemap => ~~",
      })
  void extract_kindsSelected_onlyThose(String selected, String expected) {
    String html =
        "<link rel=canonical href=c><link href=l><a href=a><img src=i><p style='a:url(s)'>";
    Set<LinkKind> kinds =
        java.util.Arrays.stream(selected.split(","))
            .map(label -> java.util.Objects.requireNonNull(LinkKind.of(label)))
            .collect(Collectors.toSet());
    LinkSelection selection = new LinkSelection(kinds, Set.of("http"), true, true, false);
    assertThat(
            links(selection, "text/html", html).stream()
                .map(link -> link.kind().label())
                .collect(Collectors.joining(",")))
        .isEqualTo(expected);
  }

  @Test
  void extract_headers_comeFirst() {
    HeaderList headers =
        HeaderList.of(
            "content-type", "text/html",
            "link", "<x>; rel=\"next last\"; anchor=\"http://h/d/p#f\", <https://o/>; rel=preload",
            "LINK", "<y>; rel=prev; anchor=\"http://other/\"",
            "refresh", "3;url=r");
    Page page =
        (Page)
            Page.recorded(PAGE, 200, headers, "<a href=a>".getBytes(UTF_8), FetchConfig.HTML_ONLY);
    List<Outlink> links = new LinkExtractor(everything(true)).extract(page).links();
    assertThat(rows(links))
        .isEqualTo(
            "link-header Link@ /d/x, link-header Link@ https://o/, meta-refresh Refresh@ /d/r,"
                + " a a@href /d/a");
    assertThat(provenance(links.get(0)).rel()).isEqualTo("next last");
  }

  private static Provenance provenance(Outlink link) {
    return java.util.Objects.requireNonNull(link.provenance());
  }

  @Test
  void redirect_selected_isARow() {
    LinkExtractor extractor = new LinkExtractor(everything(true));
    Outlink row = extractor.redirect(PAGE, "../x y");
    assertThat(rows(List.of(java.util.Objects.requireNonNull(row))))
        .isEqualTo("location Location@ /x%20y");
    assertThat(extractor.redirect(PAGE, "http://[")).isNull();
    assertThat(new LinkExtractor().redirect(PAGE, "/")).isNull();
  }

  @Test
  void extract_provenance_tellsWhereALinkStands() {
    String html =
        "<!doctype html>\r\n<p>t\r  <A\n rel=' nofollow  ugc' href=' x&amp;y\r\n '>a <b>bold\n\t"
            + " link</b></A>\n<img alt=' Al\tt ' src=i><a href=x&y>again</a>";
    List<Outlink> links = links(everything(true), "text/html", html);
    assertThat(links).extracting(link -> link.url().href()).startsWith("http://h/d/x&y");
    assertThat(provenance(links.get(0)))
        .isEqualTo(new Provenance("a bold link", "nofollow ugc", " x&y\n ", 3, 3, 1));
    assertThat(provenance(links.get(1))).isEqualTo(new Provenance("Al t", "", "i", 7, 1, 1));
    assertThat(provenance(links.get(2))).isEqualTo(new Provenance("again", "", "x&y", 7, 25, 2));
  }

  @Test
  void extract_longTextAndReference_areCut() {
    String html = "<a href=/" + "r".repeat(5_000) + ">" + "\ud83d\ude00".repeat(200) + "</a>";
    Provenance cut = provenance(links(everything(true), "text/html", html).get(0));
    assertThat(cut.text()).isEqualTo("\ud83d\ude00".repeat(Provenance.MAX_TEXT / 2));
    assertThat(cut.raw()).hasSize(Provenance.MAX_RAW);
  }

  @Test
  void extract_css_rawIsAsWritten() {
    String html = "<p style='a: url(\"\\78 y\")'><style>@import url( \\79 )</style>";
    List<Outlink> links = links(everything(true), "text/html", html);
    assertThat(links).extracting(link -> link.url().path()).containsExactly("/d/xy", "/d/y");
    assertThat(links).extracting(link -> provenance(link).raw()).containsExactly("\\78 y", "\\79 ");
  }

  @Test
  void extract_distinct_firstOccurrenceOnly() {
    LinkSelection distinct =
        new LinkSelection(Set.of(LinkKind.A, LinkKind.IMG), Set.of("http"), false, true, false);
    assertThat(rows(links(distinct, "text/html", "<a href=x#1><img src=x><a href=x#2><a href=y>")))
        .isEqualTo("a a@href /d/x, a a@href /d/y");
  }

  @Test
  void extract_xhtml_asXml() {
    String xhtml =
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'"
            + " xmlns:xlink='http://www.w3.org/1999/xlink'><head><base href='/b/'/>"
            + "<link rel='canonical' href='c'/></head><body><A href='no'>n</A><a href='x'/>"
            + "<![CDATA[<a href='cdata'>]]><script><![CDATA[ '<a href=s>' ]]></script>"
            + "<svg xmlns='http://www.w3.org/2000/svg'><a xlink:href='s'/></svg>"
            + "<h:a xmlns:h='http://www.w3.org/1999/xhtml' href='prefixed'/></body></html>";
    assertThat(rows(links(everything(false), "application/xhtml+xml", xhtml)))
        .isEqualTo(
            "canonical link@href /b/c, a a@href /b/x, svg a@xlink:href /b/s,"
                + " a h:a@href /b/prefixed");
  }

  @Test
  void extract_sitemap_itsLocations() {
    String sitemap =
        "<?xml version='1.0' encoding='UTF-8'?><urlset"
            + " xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
            + " xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'"
            + " xmlns:xhtml='http://www.w3.org/1999/xhtml'><url><loc>\n http://h/1?a&amp;b </loc>"
            + "<image:image><image:loc>http://h/i</image:loc></image:image>"
            + "<xhtml:link rel='alternate' hreflang='de' href='http://h/de'/></url></urlset>";
    assertThat(rows(links(everything(false), "application/xml", sitemap)))
        .isEqualTo("sitemap loc@ /1?a&b, sitemap image:loc@ /i, alternate xhtml:link@href /de");
    String index = "<sitemapindex><sitemap><loc>http://h/s.xml</loc></sitemap></sitemapindex>";
    assertThat(rows(links(everything(false), "text/xml", index))).isEqualTo("sitemap loc@ /s.xml");
  }

  @Test
  void extract_feeds_theirLinks() {
    String rss =
        "<rss version='2.0'><channel><link>http://h/</link><item><title>t</title>"
            + "<link>http://h/1</link><guid>http://h/g</guid><guid isPermaLink='false'>u</guid>"
            + "<comments>/c</comments><enclosure url='e.mp3'/></item></channel></rss>";
    assertThat(rows(links(everything(false), "application/rss+xml", rss)))
        .isEqualTo(
            "feed link@ /, feed link@ /1, feed guid@ /g, feed comments@ /c,"
                + " feed enclosure@url /d/e.mp3");
    String atom =
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/base/'><link href='self'/><id>u</id>"
            + "<entry xml:base='e/'><link rel='alternate' href='x'/><content src='c'/>"
            + "</entry></feed>";
    assertThat(rows(links(everything(false), "application/atom+xml", atom)))
        .isEqualTo(
            "feed link@href /base/self, feed link@href /base/e/x, feed content@src /base/e/c");
  }

  @Test
  void extract_elementsOfOtherVocabularies_areNone() {
    String rss =
        "<rss xmlns:slash='http://purl.org/rss/1.0/modules/slash/'"
            + " xmlns:media='http://search.yahoo.com/mrss/'><channel>"
            + "<slash:comments>12</slash:comments><media:content url='/m'/></channel></rss>";
    assertThat(rows(links(everything(false), "text/xml", rss)))
        .isEqualTo("feed media:content@url /m");
    assertThat(links(everything(false), "text/xml", "<urlset><allocloc>/x</allocloc></urlset>"))
        .isEmpty();
  }

  @Test
  void extract_styleWithElements_itsOwnTextOnly() {
    assertThat(
            links(
                everything(false),
                "text/html",
                "<svg><style><g>a{b:url(nested)}</g></style></svg>"))
        .isEmpty();
  }

  @Test
  void extract_xml_metaSaysNothingOfItsEncoding() {
    byte[] xhtml =
        ("<html xmlns='http://www.w3.org/1999/xhtml'><head><meta charset='windows-1251'/></head>"
                + "<a href='/\u00e9'/></html>")
            .getBytes(UTF_8);
    assertThat(
            new LinkExtractor()
                .extract(Page.of(PAGE, "application/xhtml+xml", xhtml)).links().stream()
                    .map(link -> link.url().href()))
        .containsExactly("http://h/%C3%A9");
  }

  @Test
  void extract_sitemapInAnotherEncoding_queriesInUtf8() {
    byte[] sitemap =
        "<?xml version='1.0' encoding='iso-8859-1'?><urlset><loc>/?q=\u00e9</loc></urlset>"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    LinkExtractor extractor = new LinkExtractor(everything(false));
    assertThat(extractor.extract(Page.of(PAGE, "text/xml", sitemap)).links())
        .extracting(link -> link.url().href())
        .containsExactly("http://h/?q=%C3%A9");
  }

  @Test
  void extract_textOfBlocks_areWords() {
    String html =
        "<a href=x><h3>Title</h3><p>Sum<b>mary</b></p><template>no</template>next<br>line</a>";
    assertThat(provenance(links(everything(true), "text/html", html).get(0)).text())
        .isEqualTo("Title Summary next line");
  }

  @Test
  void extract_otherXml_nothing() {
    assertThat(links(everything(false), "text/xml", "<x><loc>http://h/</loc><link>/y</link></x>"))
        .isEmpty();
  }

  @Test
  void extract_text_itsUrls() {
    String text = "See http://o/a, (https://o/b) and\nftp://o/c or <a href=x>.";
    assertThat(rows(links(everything(false), "text/plain", text)))
        .isEqualTo("text @ http://o/a, text @ https://o/b");
    assertThat(links(LinkSelection.DEFAULT, "text/plain", text)).isEmpty();
  }
}
