package dev.outlink.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.Page;
import dev.outlink.link.Outlink;
import dev.outlink.url.CrawlUrl;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkExtractorTest {

  private static final String PAGE = "http://h/d/p";

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      emptyValue = "",
      value = {
        // elements
        "<a href=x> => http://h/d/x",
        "<A HREF='/x'> => http://h/x",
        "<map><area href=x></map> => http://h/d/x",
        "<a>t</a><a name=n>t</a> => ~~",
        "<a href>t</a> => http://h/d/p",
        "<link href=x><img src=x><q cite=x> => ~~",
        "<a href=b><a href=a><area href=c> => http://h/d/b http://h/d/a http://h/d/c",
        "<a href='&#32;x&#10; '> => http://h/d/x",
        "<a href='?a=1&amp;b=2&copy=3&#x26;c'> => http://h/d/p?a=1&b=2&copy=3&c",
        "<svg><a href=x></a></svg><a href=y> => http://h/d/y",
        "<svg><foreignObject><a href=x></a></foreignObject></svg> => http://h/d/x",
        "<math><a href=x></a></math> => ~~",
        "<noscript><a href=x></a></noscript> => http://h/d/x",
        "<script>'<a href=x>'</script><style><a href=x></style> => ~~",
        "<textarea><a href=x></a></textarea><!-- <a href=y> --> => ~~",
        "<table><a href=x>t</a><tr><td><a href=y>u</a></table> => http://h/d/x http://h/d/y",
        // what counts, and how often
        "<a href=x><a href=/d/x><a href=http://h/d/x> => http://h/d/x",
        "<a href=x#1><a href=x#2><a href=x><a href=x#1> => http://h/d/x#1 http://h/d/x#2 http://h/d/x",
        "<a href=mailto:a@b><a href=javascript:x()><a href=data:,x><a href=ftp://h/> => ~~",
        "<a href=http://><a href='http://a b/'><a href=x> => http://h/d/x",
        "<a href=https://o/x> => https://o/x",
        // templates
        "<template><a href=x></a><base href=/t/></template><a href=y> => http://h/d/y",
        "<template><div><template><a href=x></template></div></template><a href=y> => http://h/d/y",
        "<div><template><a href=x></template></div> => ~~",
        // base
        "<base href=/b/><a href=x> => http://h/b/x",
        "<base href=b/><a href=x> => http://h/d/b/x",
        "<base href=//o><a href=x> => http://o/x",
        "<base target=_top><base href=/b/><a href=x> => http://h/b/x",
        "<base href=/b/><base href=/c/><a href=x> => http://h/b/x",
        "<a href=x><p>t</p><base href=/late/> => http://h/late/x",
        "<base href='http://['><base href=/c/><a href=x> => http://h/d/x",
        "<base href=data:,x><base href=/c/><a href=x> => http://h/d/x",
        "<base href=javascript:x><a href=x> => http://h/d/x",
        "<base href=''><a href=x> => http://h/d/x",
        "<base href=mailto:a><a href=x><a href=http://o/> => http://o/",
        "<svg><base href=/s/></svg><a href=x> => http://h/d/x",
        "<base href=' /b/ '><a href=#f> => http://h/b/#f",
      })
  void extract_page_hasItsLinks(String html, String links) {
    assertThat(String.join(" ", links(null, html.getBytes(UTF_8)))).isEqualTo(links);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      emptyValue = "",
      value = {
        "text/html => utf-8 => ~~",
        "text/html; charset=utf-8 => utf-8 => ~~",
        "text/html; charset=iso-8859-1 => iso-8859-1 => ~~",
        "text/html; charset=no-such => utf-8 => ~~",
        "text/html; charset=\"%%%\" => utf-8 => ~~",
        "text/html; charset= => utf-8 => ~~",
        "text/html; charset => utf-8 => ~~",
        ";;;= => utf-8 => ~~",
        "text/html; charset=no-such => iso-8859-1 => <meta charset=iso-8859-1>",
        "text/html => iso-8859-1 => <meta charset=iso-8859-1>",
        "text/html => windows-1251 => <meta http-equiv=content-type content='a; charset=windows-1251'>",
        "text/html; charset=utf-8 => utf-8 => <meta charset=iso-8859-1>",
        "text/html; charset=utf-16le => utf-16le => ~~",
        "text/html => utf-8 => <meta charset=no-such>",
      })
  void extract_encoding_headerThenMetaThenUtf8(String contentType, String charset, String meta) {
    String letter = charset.equals("windows-1251") ? "\u0416" : "\u00e9";
    String html = meta + "<a href='/" + letter + "'>";
    String expected = letter.equals("\u0416") ? "http://h/%D0%96" : "http://h/%C3%A9";
    assertThat(links(contentType, html.getBytes(Charset.forName(charset))))
        .containsExactly(expected);
  }

  @Test
  void extract_byteOrderMark_winsOverHeaderAndMeta() {
    String html = "\ufeff<meta charset=iso-8859-1><a href='/\u00e9'>";
    assertThat(links("text/html; charset=iso-8859-1", html.getBytes(UTF_8)))
        .containsExactly("http://h/%C3%A9");
    assertThat(links("text/html; charset=iso-8859-1", html.getBytes(UTF_16LE)))
        .containsExactly("http://h/%C3%A9");
  }

  @Test
  void extract_bodyArrayLongerThanTheBody_readsOnlyTheBody() {
    byte[] html = "<a href=x>".getBytes(ISO_8859_1);
    assertThat(links(null, Arrays.copyOf(html, 5))).isEmpty();
    assertThat(links(null, new byte[0])).isEmpty();
  }

  @Test
  void extract_longBase_keepsToTheBound() {
    StringBuilder html = new StringBuilder("<base href=/" + "b".repeat(60_000) + "/>");
    for (int i = 0; i < 5_000; i++) {
      html.append("<a href=").append(i).append('>');
    }
    List<String> links = links(null, html.toString().getBytes(ISO_8859_1));
    long characters = links.stream().mapToLong(String::length).sum();
    assertThat(characters).isBetween(LinkExtractor.MAX_CHARACTERS - 70_000L, 1L << 25);
    assertThat(links.get(0)).endsWith("/0");
  }

  private static List<String> links(@Nullable String contentType, byte[] body) {
    CrawlUrl url = (CrawlUrl) CrawlUrl.parse(PAGE);
    List<Outlink> links = new LinkExtractor().extract(Page.of(url, contentType, body)).links();
    return links.stream().map(link -> link.url().href()).toList();
  }
}
