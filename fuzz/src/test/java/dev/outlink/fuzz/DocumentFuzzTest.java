package dev.outlink.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.Page;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.Outlink;
import dev.outlink.link.PageLinks;
import dev.outlink.link.Provenance;
import dev.outlink.url.CrawlUrl;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Any bytes as a page of any type and charset: links that parse to themselves. */
class DocumentFuzzTest {

  private static final List<String> TYPES =
      List.of("text/html", "application/xhtml+xml", "text/xml", "text/plain");

  private static final CrawlUrl URL = (CrawlUrl) CrawlUrl.parse("http://h.example/a/b?c");

  private static final LinkExtractor EVERYTHING =
      new LinkExtractor(
          new LinkSelection(EnumSet.allOf(LinkKind.class), Set.of(), true, false, true));

  private static final LinkExtractor USUAL = new LinkExtractor();

  /**
   * Extracts the links of a page.
   *
   * @param input a byte that chooses the type; to the end of the line, a charset, a Link header and
   *     a Refresh header with vertical bars between them; the body
   */
  @DictionaryEntries({
    "<a href=",
    "<area href=",
    "<base href=",
    "<link rel=canonical href=",
    "<img srcset=",
    "<input type=image src=",
    "<form action=",
    "<meta http-equiv=refresh content=",
    "<meta charset=",
    "<style>",
    "</style>",
    " style=",
    "url(",
    "<svg>",
    "<math>",
    "<table>",
    "<template>",
    "<select>",
    "<frameset>",
    "<frame src=",
    "<noscript>",
    "<textarea>",
    "<title>",
    "<plaintext>",
    "<script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE ",
    "<!ENTITY ",
    "<?xml version=\"1.0\" encoding=",
    "<urlset xmlns=",
    "<loc>",
    "<rss>",
    "<feed xmlns=",
    "<link>",
    "xmlns=\"http://www.w3.org/1999/xhtml\"",
    "xlink:href=",
    "&amp;",
    "&#x",
    "&#",
    "</",
    "/>",
    "<foreignObject>",
    "<annotation-xml encoding=text/html>",
    "<b>",
    "<p>",
    "ping=",
    "\u0000"
  })
  @FuzzTest(maxDuration = "15s")
  void extract_anyPage_givesUrlsThatParseToThemselves(byte[] input) {
    if (input.length == 0) {
      return;
    }
    String bytes = new String(input, ISO_8859_1);
    int end = bytes.indexOf('\n');
    String[] headers = bytes.substring(1, Math.max(1, end)).split("\\|", 3);
    String type = TYPES.get(Math.floorMod(input[0] - '0', TYPES.size()));
    HeaderList fields =
        HeaderList.of(
            "Content-Type", headers[0].isEmpty() ? type : type + "; charset=" + headers[0]);
    if (headers.length > 1) {
      fields = fields.and("Link", headers[1]);
    }
    if (headers.length > 2) {
      fields = fields.and("Refresh", headers[2]);
    }
    byte[] body = Arrays.copyOfRange(input, Math.max(1, end + 1), input.length);
    FetchOutcome outcome = Page.recorded(URL, 200, fields, body, EnumSet.allOf(DocumentType.class));
    check(EVERYTHING.extract((Page) outcome));
    check(USUAL.extract((Page) outcome));
  }

  private static void check(PageLinks links) {
    for (Outlink link : links.links()) {
      Invariants.check(link.url());
      assertTrue(!link.element().isEmpty() || link.kind() == LinkKind.TEXT, link.toString());
      Provenance provenance = link.provenance();
      if (provenance != null) {
        check(provenance);
      }
    }
  }

  private static void check(Provenance provenance) {
    assertTrue(provenance.text().length() <= Provenance.MAX_TEXT, "text");
    assertTrue(provenance.rel().length() <= Provenance.MAX_TEXT, "rel");
    assertTrue(provenance.raw().length() <= Provenance.MAX_RAW, "raw");
    assertTrue(provenance.line() >= 0 && provenance.column() >= 0, "position");
    assertTrue((provenance.line() == 0) == (provenance.column() == 0), "position");
    assertTrue(provenance.occurrence() >= 1, "occurrence");
  }
}
