package dev.outlink.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.outlink.fetch.Page;
import dev.outlink.link.Extractor;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.Outlink;
import dev.outlink.link.PageLinks;
import dev.outlink.url.CrawlUrl;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that are made to break a parser. The build gives threads a small stack. */
class HostilePageTest {

  private static final String[] TAGS =
      ("html head body a area base template table tr td svg math form select option b i p li ul"
              + " script style title textarea frameset frame noscript button h1 caption col plaintext"
              + " foreignObject desc mi annotation-xml input nobr font iframe")
          .split(" ");

  @ParameterizedTest
  @CsvSource(
      delimiterString = " * ",
      value = {
        "<div> * 100000",
        "<b> * 100000",
        "<b><p> * 100000",
        "<a><b><p> * 50000",
        "<table> * 100000",
        "<table><tr><td> * 50000",
        "<template> * 100000",
        "<svg> * 100000",
        "<math><mi> * 50000",
        "<svg><foreignObject> * 50000",
        "<select><option> * 100000",
        "<form> * 100000",
        "<ul><li> * 100000",
        "<button> * 100000",
        "</p> * 300000",
        "</a></b></br> * 100000",
        "<font a=1><p> * 50000",
        "<h1> * 100000",
        "<!--> * 300000",
        "& * 1000000",
        "&#x110000; * 300000",
        "<x> * 300000",
        "a< * 1000000",
        "<a<b * 500000",
        "<a <b * 300000",
        "<a/<b= * 300000",
      })
  void extract_repeatedTag_endsAndFindsTheLink(String tag, int times) {
    String html = "<a href=first></a>" + tag.repeat(times) + "<a href=last></a>";
    List<Outlink> links = assertTimeout(Duration.ofSeconds(20), () -> extract(html));
    assertThat(links.get(0).url()).hasToString("http://h/first");
  }

  @Test
  void extract_deepNesting_findsTheDeepestLink() {
    for (String tag : List.of("<div>", "<b>", "<span>")) {
      assertThat(extract(tag.repeat(100_000) + "<a href=x>")).as(tag).hasSize(1);
    }
    assertThat(extract("<table><tr><td>".repeat(35_000) + "<a href=x>")).hasSize(1);
  }

  @Test
  void extract_nestingBeyondTheWorkOfAPage_isCutAndSaid() {
    String html = "<a href=first></a>" + "<table><tr><td>".repeat(100_000) + "<a href=x>";
    PageLinks found = links(html);
    assertThat(found.complete()).isFalse();
    assertThat(found.links())
        .extracting(Outlink::url)
        .map(CrawlUrl::href)
        .contains("http://h/first");
  }

  @Test
  void extract_millionAttributes_ends() {
    StringBuilder html = new StringBuilder("<a href=x ");
    for (int i = 0; i < 1_000_000; i++) {
      html.append('a').append(i).append(' ');
    }
    html.append("></a><a href=y>");
    List<Outlink> links = assertTimeout(Duration.ofSeconds(20), () -> extract(html.toString()));
    assertThat(links).hasSize(2);
  }

  @Test
  void extract_oddBytes_ends() {
    int tenMegabytes = 10_000_000;
    assertThat(extract("<a href=x>" + "<".repeat(tenMegabytes))).hasSize(1);
    assertThat(extract("<a href=x>" + "\0".repeat(tenMegabytes))).hasSize(1);
    assertThat(extract("<a href=x><!--" + "-".repeat(tenMegabytes))).hasSize(1);
    assertThat(extract("<a href=x><a href='" + "y".repeat(tenMegabytes))).hasSize(1);
    assertThat(extract("<a href=x><a href='" + "y".repeat(tenMegabytes) + "'>")).hasSize(1);
    assertThat(extract("<a href=x><![CDATA[" + "]".repeat(tenMegabytes))).hasSize(1);
    assertThat(extract("<a href=gone>" + "<frameset>".repeat(100_000))).isEmpty();
    assertThat(extract("<a hr\0ef=x><a href=x\0y>").get(0).url())
        .hasToString("http://h/x%EF%BF%BDy");
  }

  /** The parser takes quadratic time for a tag name: minutes for this one. */
  @Test
  void extract_hugeTagName_readsUpToThere() {
    String name = "y".repeat(10_000_000);
    List<Outlink> links =
        assertTimeout(
            Duration.ofSeconds(10),
            () -> {
              assertThat(parsed("<a href=x></" + name)).hasSize(1);
              return parsed("<a href=x><" + name + "><a href=z>");
            });
    assertThat(links).hasSize(1);
    String longName = "y".repeat(100_000);
    assertThat(parsed("<a href=x><" + longName + "></" + longName + "><a href=z>")).hasSize(2);
    assertThat(parsed("a".repeat(400_000) + "<a href=x>" + "a".repeat(400_000))).hasSize(1);
  }

  @Test
  void extract_linksBeyondTheBounds_saysThatSomeAreMissing() {
    String name = "y".repeat(300_000);
    assertThat(parsedLinks("<a href=x>").complete()).isTrue();
    assertThat(parsedLinks("<a href=x><" + name + "><a href=z>").complete()).isFalse();

    String base = "<base href=/" + "b".repeat(60_000) + "/>";
    PageLinks cut =
        parsedLinks(
            base
                + IntStream.range(0, 1000)
                    .mapToObj(i -> "<a href=" + i + ">")
                    .collect(Collectors.joining()));
    assertThat(cut.complete()).isFalse();
    assertThat(cut.links()).hasSize(LinkExtractor.MAX_CHARACTERS / 60_000);
  }

  @Test
  void extract_hugeTagName_isReadThroughByTheScanner() {
    String name = "y".repeat(10_000_000);
    List<Outlink> links = extract("<a href=x><" + name + "><a href=z></" + name);
    assertThat(links).hasSize(2);
  }

  @Test
  void extract_randomPages_neverThrows() {
    Random random = new Random(20_261_121);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder html = new StringBuilder();
      for (int n = random.nextInt(60); n > 0; n--) {
        html.append('<').append(random.nextInt(4) == 0 ? "/" : "");
        html.append(TAGS[random.nextInt(TAGS.length)]);
        html.append(random.nextInt(5) == 0 ? " href=x" + n : "");
        html.append(random.nextInt(8) == 0 ? " /" : "").append(random.nextInt(30) == 0 ? "" : ">");
        html.append((char) random.nextInt(128));
      }
      assertThatCode(() -> extract(html.toString())).as(html.toString()).doesNotThrowAnyException();
    }
  }

  private static List<Outlink> extract(String html) {
    return links(html).links();
  }

  private static List<Outlink> parsed(String html) {
    return parsedLinks(html).links();
  }

  private static PageLinks parsedLinks(String html) {
    return new LinkExtractor(LinkSelection.DEFAULT, FollowRules.NONE, Extractor.JSOUP)
        .extract(page(html));
  }

  private static PageLinks links(String html) {
    return new LinkExtractor().extract(page(html));
  }

  private static Page page(String html) {
    CrawlUrl url = (CrawlUrl) CrawlUrl.parse("http://h/");
    return Page.of(url, "text/html", html.getBytes(ISO_8859_1));
  }
}
