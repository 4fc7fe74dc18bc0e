package dev.outlink.sitemap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.seed.Seed;
import dev.outlink.seed.SeedReader;
import dev.outlink.seed.Seeds;
import dev.outlink.testing.Urls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets of sitemaps and lists that are not of their encoding, and what stands before the XML. */
class SitemapOctetsTest {
  private static final String URL = "https://a.example/";
  private static final String REASON =
      "octets that are none of its encoding (UTF-8, where it names";

  @ParameterizedTest
  @CsvSource({
    "<urlset><url><loc>, </loc></url>, </urlset>",
    "<sitemapindex><sitemap><loc>, </loc></sitemap>, </sitemapindex>",
    "<urlset><url>, </url>, </urlset>",
    "<rss><channel><item><link>, </link></item>, </channel></rss>",
    "<feed><entry><link href=\", \"/></entry>, </feed>",
  })
  void location_withWrongOctets_toldWithItsPlaceAndNotRead(String before, String after, String end)
      throws IOException {
    String first = before.replaceFirst("^<[a-z]+>(<channel>)?", "");
    String xml =
        before.replace(first, "")
            + "\n"
            + first
            + URL
            + "caf\u00e9"
            + after
            + first
            + URL
            + "x"
            + after
            + end;

    List<SitemapEntry> entries = entries(xml.getBytes(ISO_8859_1));

    assertThat(entries).hasSize(2);
    assertThat(entries.get(0))
        .isInstanceOfSatisfying(
            SitemapEntry.Invalid.class,
            invalid -> {
              assertThat(invalid.text()).isEqualTo(URL + "caf\ufffd");
              assertThat(invalid.reason()).startsWith(REASON).contains(" at line 2, column ");
            });
    assertThat(entries.get(1)).isNotInstanceOf(SitemapEntry.Invalid.class);
  }

  @Test
  void location_wrongForTheDeclaredEncoding_told() throws IOException {
    byte[] xml =
        ("<?xml version='1.0' encoding='Shift_JIS'?><urlset><url><loc>"
                + URL
                + "\u0081 </loc></url></urlset>")
            .getBytes(ISO_8859_1);

    assertThat(entries(xml)).singleElement().isInstanceOf(SitemapEntry.Invalid.class);
  }

  @Test
  void otherText_withWrongOctets_costsNothing() throws IOException {
    String xml =
        "<urlset><!-- \u00e9 --><url><loc>" + URL + "</loc><title>\u00e9</title></url></urlset>";

    assertThat(entries(xml.getBytes(ISO_8859_1)))
        .containsExactly(new SitemapEntry.Page(Urls.url(URL)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeff",
        "\ufeff\ufeff",
        "\ufeff\n\ufeff",
        "\n\n\ufeff\r\n",
        " \t\ufeff\ufeff\ufeff ",
        "\r\n"
      })
  void marksAndBlankLinesBeforeTheXml_passedOver(String before) throws IOException {
    String xml =
        before + "<?xml version='1.0'?>\n<urlset><url><loc>" + URL + "</loc></url></urlset>";

    for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      String marked = charset.equals(UTF_8) ? xml : "\ufeff" + xml;
      assertThat(entries(marked.getBytes(charset)))
          .as(charset.name())
          .containsExactly(new SitemapEntry.Page(Urls.url(URL)));
    }
  }

  @Test
  void line_withWrongOctets_toldAndNotRead() throws IOException {
    byte[] text = (URL + "1\n" + URL + "caf\u00e9\n" + URL + "2").getBytes(ISO_8859_1);

    assertThat(entries(text))
        .hasSize(3)
        .element(1)
        .isEqualTo(
            new SitemapEntry.Invalid(
                URL + "caf\ufffd", "octets that are no UTF-8; write them as %XX"));
    try (SeedReader reader = Seeds.lines(new ByteArrayInputStream(text), "in").open()) {
      assertThat(reader.next()).isInstanceOf(Seed.Url.class);
      assertThat(reader.next())
          .isEqualTo(
              new Seed.Invalid(
                  URL + "caf\ufffd", "in:2", "octets that are no UTF-8; write them as %XX"));
      assertThat(reader.next()).isInstanceOf(Seed.Url.class);
    }
  }

  private static List<SitemapEntry> entries(byte[] bytes) throws IOException {
    List<SitemapEntry> entries = new ArrayList<>();
    try (SitemapReader reader =
        SitemapReader.open(new ByteArrayInputStream(bytes), Urls.url(URL + "sitemap"))) {
      for (SitemapEntry e = reader.next(); e != null; e = reader.next()) {
        entries.add(e);
      }
      assertThat(reader.problem()).isNull();
    }
    return entries;
  }
}
