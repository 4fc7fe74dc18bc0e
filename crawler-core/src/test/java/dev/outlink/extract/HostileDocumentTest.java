package dev.outlink.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.Page;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.Outlink;
import dev.outlink.link.PageLinks;
import dev.outlink.link.Provenance;
import dev.outlink.url.CrawlUrl;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are too much of something: what is found is bounded, and always the same. */
class HostileDocumentTest {

  private static final String HTML = "text/html";
  private static final String XML = "text/xml";
  private static final int MILLION = 1_000_000;
  private static final String TEN_MEGABYTES = "x".repeat(10_000_000);

  private static final LinkExtractor USUAL = new LinkExtractor();

  private static final LinkExtractor EVERYTHING =
      new LinkExtractor(
          new LinkSelection(EnumSet.allOf(LinkKind.class), Set.of(), true, false, true));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href='%s'>",
        "<a ping='%s'>",
        "<img srcset='%s 1x'>",
        "<a href='data:,%s'>",
        "<p style='a:url(%s)'>",
        "<style>a{b:url(%s)}</style>",
        "<meta http-equiv=refresh content='0;url=%s'>",
        "<base href='%s'>",
      })
  void extract_referenceOf10Megabytes_isNoLink(String element) {
    List<Outlink> links = everything(element.replace("%s", TEN_MEGABYTES) + "<a href=z>", true);
    assertThat(links).extracting(link -> link.url().href()).containsExactly("http://h/z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href='y' title='%s' rel='%s'>",
        "<img src='y' alt='%s' srcset='%c'>",
        "<p style='a:url(y);b:%s'>",
        "<meta http-equiv=refresh content='0;url=y'><title>%s</title>",
        "<a href='y'>%s</a>",
        "<!-- %s--><a href='y'>",
        "<!--%s--><a href='y'>",
      })
  void extract_attributeOf10Megabytes_hidesNoOther(String element) {
    String html =
        element.replace("%s", TEN_MEGABYTES).replace("%c", " , ".repeat(TEN_MEGABYTES.length() / 3))
            + "<a href=z>";
    List<Outlink> links = everything(html, true);
    assertThat(links)
        .extracting(link -> link.url().href())
        .containsExactly("http://h/y", "http://h/z");
    assertThat(links)
        .allSatisfy(
            link -> {
              Provenance provenance = Objects.requireNonNull(link.provenance());
              assertThat(provenance.text()).hasSizeLessThanOrEqualTo(Provenance.MAX_TEXT);
              assertThat(provenance.rel()).hasSizeLessThanOrEqualTo(Provenance.MAX_TEXT);
            });
  }

  @Test
  void extract_asManyLinksAsThereMayBe_isComplete() {
    List<Outlink> links = usual(repeated(MILLION, i -> "<a href=" + i + ">"), true);
    assertThat(links).hasSize(MILLION);
    assertThat(links.get(MILLION - 1).url()).hasToString("http://h/999999");
  }

  @Test
  void extract_moreLinksThanThereMayBe_isCut() {
    List<Outlink> links = usual(repeated(1_100_000, i -> "<a href=" + i + ">"), false);
    assertThat(links).hasSize(LinkExtractor.MAX_LINKS);
    assertThat(links.get(MILLION - 1).url()).hasToString("http://h/999999");
  }

  @Test
  void extract_pingOfMillionUrls_hidesNoOther() {
    assertThat(everything("<a href=y ping='" + "p ".repeat(MILLION) + "'>", false))
        .hasSize(LinkExtractor.MAX_LINKS)
        .last()
        .extracting(Outlink::kind)
        .isEqualTo(LinkKind.PING);
  }

  @Test
  void extract_pingOfMoreUrlsThanAreRead_isCut() {
    assertThat(everything("<a href=y ping='" + "\" , \"".repeat(3_333_333) + "'>", false))
        .hasSize(LinkExtractor.MAX_LINKS);
  }

  @Test
  void extract_moreLinksThanThereMayBeToOneUrl_isCompleteWhereOneIsListed() {
    assertThat(usual("<a href=y>".repeat(1_100_000), true)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<div>", "<a href=y>", "<svg>", "<table>", "<template>", "<a><table>"})
  void extract_nesting_isTheSameEachTime(String tag) {
    List<Outlink> links = everything(tag.repeat(100_000) + "<a href=z>", true);
    assertThat(links).hasSize(tag.equals("<template>") ? 0 : tag.contains("href") ? 100_001 : 1);
  }

  @Test
  void extract_longBaseThatIsNotListed_isCutByWork() {
    assertThat(
            usual(
                "<base href='ftp://x/" + "a".repeat(65_000) + "'>" + "<a href=''>".repeat(200_000),
                false))
        .isEmpty();
  }

  @Test
  void extract_longBasesOfXml_areResolvedOnce() {
    String bases = ("<feed xml:base='" + "b".repeat(65_000) + "/'>").repeat(16);
    String links = "<link href='/a'/>".repeat(5_000);
    assertThat(twice(EVERYTHING, XML, (bases + links).getBytes(UTF_8)).links()).hasSize(5_000);
  }

  @Test
  void extract_nulBytesEverywhere_arePartOfWhatTheyStandIn() {
    String html = "\0<\0a><a\0 href=n><a hr\0ef=n><\0/a><a href=\0y\0>\0t\0</a>\0";
    List<Outlink> links = everything(html, true);
    assertThat(links)
        .extracting(link -> link.url().href())
        .containsExactly("http://h/%EF%BF%BDy%EF%BF%BD");
    String nuls = "\0".repeat(100_000);
    assertThat(usual(nuls + "<a href=y" + nuls + ">" + nuls + "<a" + nuls + "><a href=z>", true))
        .extracting(link -> link.url().href())
        .containsExactly("http://h/z");
  }

  @Test
  void extract_loneSurrogates_areReplaced() {
    StringBuilder html = new StringBuilder("<a href='/");
    html.append('\ud800').append("?").append('\udc00').append("'>");
    byte[] bytes = new byte[html.length() * 2];
    for (int i = 0; i < html.length(); i++) {
      bytes[2 * i] = (byte) html.charAt(i);
      bytes[2 * i + 1] = (byte) (html.charAt(i) >> 8);
    }
    assertThat(twice(EVERYTHING, "text/html; charset=utf-16le", bytes).links())
        .extracting(link -> link.url().href())
        .containsExactly("http://h/%EF%BF%BD?%EF%BF%BD");
  }

  @Test
  void extract_pageInAnotherEncodingThanItSays_isReadAsItSays() {
    String html = "<meta charset=utf-8><a href='?é'>\u3042</a>";
    assertThat(twice(EVERYTHING, "text/html; charset=utf-8", html.getBytes(ISO_8859_1)).links())
        .extracting(link -> link.url().href())
        .containsExactly("http://h/?%EF%BF%BD");
    assertThat(twice(EVERYTHING, "text/html; charset=windows-1252", html.getBytes(UTF_8)).links())
        .extracting(link -> link.url().href())
        .containsExactly("http://h/?%C3%A9");
    // The letters of the markup are in no character of UTF-16 that is read from these bytes.
    assertThat(twice(EVERYTHING, "text/html; charset=utf-16be", html.getBytes(UTF_16LE)).links())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "http://[", "mailto:a"})
  void extract_baseThatIsNone_leavesTheDocumentsOwn(String base) {
    List<Outlink> links = everything("<base href='" + base + "'><a href=y>", true);
    if (base.startsWith("mailto")) {
      assertThat(links).isEmpty();
    } else {
      assertThat(links).extracting(l -> l.url().href()).containsExactly("http://h/y");
    }
  }

  @Test
  void extract_millionAttributes_findsTheirLinks() {
    String attributes = repeated(MILLION, i -> "a" + i + " ");
    assertThat(usual("<a " + attributes + "href=y><a href=z>", true)).hasSizeGreaterThan(0);
  }

  @Test
  void extract_millionTagNames_findsTheLinkBehindThem() {
    assertThat(usual(repeated(MILLION, i -> "<t" + i + "></t" + i + '>') + "<a href=z>", true))
        .hasSize(1);
  }

  @Test
  void extract_xmlOfMillionNestedElements_findsTheLinkWithinThem() {
    String deep = "<a>".repeat(MILLION) + "<a xmlns='http://www.w3.org/1999/xhtml' href='z'/>";
    assertThat(twice(EVERYTHING, XML, deep.getBytes(UTF_8)).links()).hasSize(1);
  }

  @Test
  void extract_entitiesOfEntities_areNotExpanded() {
    StringBuilder dtd = new StringBuilder("<!DOCTYPE urlset [<!ENTITY e0 'lol'>");
    for (int i = 1; i < 30; i++) {
      String one = "&e" + (i - 1) + ";";
      dtd.append("<!ENTITY e").append(i).append(" '").append(one.repeat(10)).append("'>");
    }
    String xml = dtd + "]><urlset><loc>http://h/&e29;</loc></urlset>";
    for (String type : List.of(XML, "application/xhtml+xml", HTML)) {
      PageLinks found = twice(EVERYTHING, type, xml.getBytes(UTF_8));
      assertThat(found.complete()).isTrue();
      assertThat(found.links()).allMatch(link -> link.url().href().length() < 100);
    }
  }

  @Test
  void extract_externalEntity_isNotRead() {
    String xml =
        "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><urlset><loc>http://h/&e;</loc>";
    assertThat(twice(EVERYTHING, XML, xml.getBytes(UTF_8)).links())
        .extracting(link -> link.url().href())
        .containsExactly("http://h/&e;");
  }

  @Test
  void extract_sitemapOf50000_findsAll() {
    String xml =
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            + repeated(50_000, i -> "<url><loc>http://h/?a&amp;" + i + "</loc></url>\n")
            + "</urlset>";
    PageLinks found = twice(EVERYTHING, XML, xml.getBytes(UTF_8));
    assertThat(found.complete()).isTrue();
    assertThat(found.links()).hasSize(50_000);
    assertThat(found.links().get(49_999).url()).hasToString("http://h/?a&49999");
  }

  private static List<Outlink> usual(String html, boolean complete) {
    PageLinks found = twice(USUAL, HTML, html.getBytes(UTF_8));
    assertThat(found.complete()).isEqualTo(complete);
    return found.links();
  }

  private static List<Outlink> everything(String html, boolean complete) {
    PageLinks found = twice(EVERYTHING, HTML, html.getBytes(UTF_8));
    assertThat(found.complete()).isEqualTo(complete);
    return found.links();
  }

  private static PageLinks twice(LinkExtractor extractor, String type, byte[] body) {
    CrawlUrl url = (CrawlUrl) CrawlUrl.parse("http://h/");
    // By the hash code, as there is not the memory for two.
    int first = extractor.extract(Page.of(url, type, body)).hashCode();
    PageLinks again = extractor.extract(Page.of(url, type, body));
    assertThat(again.hashCode()).as("the same again").isEqualTo(first);
    return again;
  }

  private static String repeated(int times, IntFunction<String> part) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < times; i++) {
      text.append(part.apply(i));
    }
    return text.toString();
  }
}
