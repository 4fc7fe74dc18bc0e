package dev.outlink.sitemap;

import static dev.outlink.testing.Urls.url;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.sitemap.SitemapEntry.Index;
import dev.outlink.sitemap.SitemapEntry.Invalid;
import dev.outlink.sitemap.SitemapEntry.Page;
import dev.outlink.testing.Suites;
import dev.outlink.url.CrawlUrl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SitemapReaderTest {
  private static final String SUITE =
      "sitemaps/crawler-commons+crawler-commons/src/test/resources/";
  private static final CrawlUrl SITEMAP = url("https://www.example.com/maps/sitemap.xml");
  private static final String A = "https://www.example.com/a";
  private static final String B = "https://www.example.com/b";

  /** What was read: pages as they are, indexes after "index ", what is invalid after "invalid ". */
  private record Read(List<String> entries, @Nullable String problem) {}

  @ParameterizedTest
  @CsvSource({
    "rss/feed.rss, 4",
    "rss/xmlRss_pubDate.xml, 7",
    "sitemaps/atom.xml, 2",
    "sitemaps/do-not-visit.txt, 1",
    "sitemaps/sitemap-with-bom.txt, 2",
    "sitemaps/sitemap.badns.xml, 2",
    "sitemaps/sitemap.index.xml, 15",
    "sitemaps/sitemap.ns.xml, 2",
    "sitemaps/sitemap.txt, 2",
    "sitemaps/sitemap.txt.gz, 5",
    "sitemaps/xmlSitemap.gz, 5",
    "sitemaps/extension/hebdenbridgetimes-articles-sitemap.xml, 74",
    "sitemaps/extension/pagemaps-sitemap.xml, 2",
    "sitemaps/extension/shinpaideshou-news-sitemap.xml, 3",
    "sitemaps/extension/sitemap-images.xml, 1",
    "sitemaps/extension/sitemap-links.xml, 3",
    "sitemaps/extension/sitemap-mobile.xml, 3",
    "sitemaps/extension/sitemap-news.xml, 2",
    "sitemaps/extension/sitemap-videos-tvshow.xml, 1",
    "sitemaps/extension/sitemap-videos.xml, 3",
  })
  void next_eachFileOfTheSuite_itsEntries(String file, int count) throws IOException {
    Read read = read(Files.readAllBytes(Suites.find(SUITE + file)));

    assertThat(read.problem).isNull();
    assertThat(read.entries).hasSize(count).noneMatch(entry -> entry.startsWith("invalid"));
    assertThat(read.entries)
        .allMatch(entry -> entry.startsWith("index ") == file.endsWith("index.xml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<urlset><url><loc>/a</loc></url></urlset>",
        "<urlset><url><loc> \n https://www.example.com/a\t\n</loc></url></urlset>",
        "<urlset><url><loc><![CDATA[https://www.example.com/]]>a</loc></url></urlset>",
        "<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'><url><loc>../a</loc></url></urlset>",
        "<s:urlset xmlns:s='x' xmlns:t='x'><t:url><s:loc>/a</s:loc></t:url></s:urlset>",
        "<urlset><url><image:image><image:loc>/b</image:loc></image:image><loc>/a</loc></url></urlset>",
        "<urlset><url><image:loc>/b</image:loc><loc>/a</loc><x><loc>/b</loc></x></url></urlset>",
        "<urlset><x><url><loc>/b</loc></url></x><url>/a</url></urlset>",
        "<!-- &lt; --><?x?><urlset><url><loc>/&#97;<!-- x --></loc></url><loc>/b</loc></urlset>",
        "\n\n <?xml version='1.0'?><urlset><url><loc>/a</loc></url></urlset>",
        "<!DOCTYPE urlset SYSTEM 'x'><urlset><url><loc>/a</loc></url></urlset>",
        "<rss><channel><link>/b</link><item><link>/a</link></item></channel></rss>",
        "<rss><channel><item><link>/a</link><atom:link href='/b'/></item></channel></rss>",
        "<rss><channel><item><guid>https://www.example.com/a</guid></item></channel></rss>",
        "<rss><channel><item><link>/a</link><guid>17</guid></item><item/></channel></rss>",
        "<rss><channel><item><guid>https://www.example.com/a</guid>"
            + "<link>https://www.example.com/a</link></item></channel></rss>",
        "<rss><channel><item><link>/a</link><guid isPermaLink='false'>http://b/</guid></item></channel></rss>",
        "<r:RDF xmlns:r='r' xmlns='http://purl.org/rss/1.0/'><item><link>/a</link></item></r:RDF>",
        "<RDF xmlns:s='http://purl.org/rss/1.0/'><s:item><s:link>/a</s:link></s:item></RDF>",
        "<feed><link href='/b'/><entry><link href=' /a '/><link rel='self' href='/b'/></entry></feed>",
        "<feed><entry><link rel='Alternate' href='/a'/><source><link href='/b'/></source></entry></feed>",
        "<a:feed xmlns:a='x' xml:base='/x/'><a:entry xml:base='y/'><a:link href='../../a'/></a:entry></a:feed>",
        "https://www.example.com/a",
        "\n# a comment\r\rhttps://www.example.com/a\r\n\r\n",
      })
  void next_eachForm_onePage(String text) throws IOException {
    assertThat(read(text)).isEqualTo(new Read(List.of(A), null));
    assertThat(read("\ufeff" + text)).isEqualTo(new Read(List.of(A), null));
    assertThat(read(gzip(text.getBytes(UTF_8)))).isEqualTo(new Read(List.of(A), null));
  }

  @Test
  void next_permaLinkOtherThanTheLink_bothArePages() throws IOException {
    assertThat(
            read(
                "<rss><channel><item><link>/a</link><guid>" + B + "</guid></item></channel></rss>"))
        .isEqualTo(new Read(List.of(A, B), null));
  }

  @Test
  void next_index_sitemapsOfHttpOnly() throws IOException {
    assertThat(
            read(
                "<sitemapindex><sitemap><loc>/a</loc></sitemap><sitemap><loc>ftp://x/</loc>"
                    + "</sitemap><url><loc>/b</loc></url></sitemapindex>"))
        .isEqualTo(new Read(List.of("index " + A, "invalid ftp://x/: not http or https", B), null));
  }

  @Test
  void next_entriesWithoutUrl_invalidWithReason() throws IOException {
    String longest = "https://www.example.com/" + "x".repeat(CrawlUrl.MAX_LENGTH - 24);
    Read read =
        read(
            "<urlset><url><lastmod>bad</lastmod></url><url><loc> </loc></url>"
                + ("<url><loc>http://[x/</loc></url><url><loc>" + longest + "  </loc></url>")
                + ("<url><loc>" + longest + "x</loc></url><url><loc>/a</loc></url></urlset>"));

    assertThat(read.problem).isNull();
    assertThat(read.entries).hasSize(6);
    assertThat(read.entries.get(0)).isEqualTo("invalid : no location");
    assertThat(read.entries.get(1)).isEqualTo("invalid : no location");
    assertThat(read.entries.get(2)).startsWith("invalid http://[x/: ");
    assertThat(read.entries.get(3)).isEqualTo(longest);
    assertThat(read.entries.get(4))
        .hasSizeLessThan(2_100)
        .endsWith(": longer than 65,536 characters");
    assertThat(read.entries.get(5)).isEqualTo(A);
  }

  @Test
  void next_linesOfText_invalidOnesSayWhy() throws IOException {
    assertThat(read(A + "\nexample.org/x\n/y\n" + B).entries)
        .containsExactly(
            A,
            "invalid example.org/x: no scheme; did you mean https://example.org/x ?",
            "invalid /y: no scheme; a URL begins with https:// or http://",
            B);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|empty",
        "' \n'|empty",
        "<!DOCTYPE html><p>x|an HTML page, no sitemap",
        "<!doctype HTML><html>|an HTML page, no sitemap",
        "<?xml version='1.0'?><html xmlns='x'><p></html>|an HTML page, no sitemap",
        "<opml/>|no sitemap: the root of the XML is <opml>",
        "{\"a\": 1}|neither XML nor a list of URLs",
        "%PDF-1.7|neither XML nor a list of URLs",
        "mailto:a@example.com|neither XML nor a list of URLs",
        "example.com/a|neither XML nor a list of URLs",
      })
  void problem_noSitemap_saysWhatItIs(String text, String problem) throws IOException {
    assertThat(read(text)).isEqualTo(new Read(List.of(), problem));
  }

  @Test
  void problem_brokenXml_keepsWhatCameBeforeAndSaysWhere() throws IOException {
    Read read = read("\n<urlset>\n<url><loc>/a</loc></url>\n<url><loc>/?x&y</loc></url></urlset>");

    assertThat(read.entries).containsExactly(A);
    assertThat(read.problem).startsWith("broken XML at line 4, column ").contains("\"y\"");
    assertThat(read("<urlset><url><loc>/a</loc></url>").entries).containsExactly(A);
    assertThat(read("<urlset><url><loc>/a</loc></url>").problem).startsWith("broken XML at line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "ISO-8859-1", "windows-1251", "UTF-8"})
  void next_eachEncoding_decoded(String encoding) throws IOException {
    String xml =
        "<?xml version='1.0' encoding=\""
            + encoding
            + "\" ?>"
            + "<urlset><url><loc>/a\u00a0</loc></url></urlset>";

    assertThat(read(xml.getBytes(encoding))).isEqualTo(new Read(List.of(A + "%C2%A0"), null));
  }

  @Test
  void next_utf16WithoutDeclaration_toldByMark() throws IOException {
    String xml = "<urlset><url><loc>/a</loc></url></urlset>";

    assertThat(read(xml.getBytes(UTF_16))).isEqualTo(new Read(List.of(A), null));
    assertThat(read(("\ufeff" + xml).getBytes(UTF_16LE))).isEqualTo(new Read(List.of(A), null));
    assertThat(read(A.getBytes(UTF_16)).problem)
        .isEqualTo("text in UTF-16; a list of URLs is in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "x-unknown", "UTF-16", "UTF-32"})
  void next_wrongBytesOrEncoding_replaced(String encoding) throws IOException {
    String xml =
        "<?xml version='1.0' encoding='" + encoding + "'?><rss><channel><title>\u00e9</title>";
    String item = "<item><link>/a</link></item></channel></rss>";

    assertThat(read((xml + item).getBytes(ISO_8859_1))).isEqualTo(new Read(List.of(A), null));
  }

  @Test
  void next_externalEntity_neitherReadNorFetched(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String web = "http://127.0.0.1:" + server.getLocalPort() + "/x.dtd";
      for (String system : List.of(secret.toUri().toString(), web)) {
        Read read =
            read(
                "<!DOCTYPE urlset SYSTEM '"
                    + system
                    + "' [<!ENTITY % p SYSTEM '"
                    + system
                    + "'>"
                    + ("%p; <!ENTITY x SYSTEM '" + system + "'> <!ENTITY y 'text'>]>")
                    + "<urlset><url><loc>/&x;</loc></url><url><loc>/&y;</loc></url>"
                    + "<url>&x;<loc>/a</loc></url></urlset>");

        assertThat(read)
            .isEqualTo(
                new Read(
                    List.of(
                        "invalid /&x;: has an entity, which is not expanded",
                        "invalid /&y;: has an entity, which is not expanded",
                        A),
                    null));
      }
      server.setSoTimeout(1);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void next_billionLaughs_notExpanded() throws IOException {
    StringBuilder dtd = new StringBuilder("<!DOCTYPE urlset [<!ENTITY l0 'lol'>");
    for (int i = 1; i < 20; i++) {
      dtd.append("<!ENTITY l" + i + " '" + ("&l" + (i - 1) + ";").repeat(10) + "'>");
    }

    assertThat(read(dtd + "]><urlset><url><loc>&l19;</loc></url><url>/a</url></urlset>"))
        .isEqualTo(
            new Read(List.of("invalid &l19;: has an entity, which is not expanded", A), null));
    assertThat(read(dtd + "]><urlset><url a='&l19;'/></urlset>").problem).startsWith("broken XML");
  }

  @Test
  void next_manyCharacterReferences_noEntities() throws IOException {
    String xml = ("<url><loc>/?" + "a&amp;&#38;".repeat(5) + "</loc></url>").repeat(30_000);

    Read read = read("<urlset>" + xml + "</urlset>");

    assertThat(read.problem).isNull();
    assertThat(read.entries).hasSize(30_000);
  }

  @Test
  void problem_deepNesting_bounded() throws IOException {
    assertThat(read(repeated("<urlset><url><loc>/a</loc></url>", "<a>", 10_000_000)))
        .isEqualTo(new Read(List.of(A), "elements nested deeper than 512"));
    assertThat(read("<feed>" + "<a>".repeat(500) + "</a>".repeat(500) + "</feed>").problem)
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!--", "<?x ", "<x a='", "<!DOCTYPE x [<!ENTITY a '"})
  void problem_endlessToken_bounded(String token) throws IOException {
    String start = token.startsWith("<!D") ? token : "<urlset><url><loc>/a</loc></url>" + token;

    Read read = read(repeated(start, "0123456789", 4_000_000));

    assertThat(read.entries).hasSize(token.startsWith("<!D") ? 0 : 1);
    assertThat(read.problem).isEqualTo("a single tag, comment or text is too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<urlset><url><loc>", "<urlset><url><loc><![CDATA[", "<rss><title>"})
  void problem_endlessText_endsAtTheBound(String start) throws IOException {
    assertThat(read(repeated(start, "0123456789", 6_000_000)).problem)
        .isEqualTo("larger than 50 MiB; the rest is left out");
  }

  @Test
  void problem_manyNames_bounded() throws IOException {
    StringBuilder xml = new StringBuilder("<urlset>");
    for (int i = 0; i < 11_000; i++) {
      xml.append("<a").append(i).append("/>");
    }

    assertThat(read(xml.toString()).problem)
        .isEqualTo("more than 10,000 different names of elements and attributes");
  }

  @Test
  void problem_gzipInsideGzip_refused() throws IOException {
    byte[] twice = gzip(gzip("<urlset/>".getBytes(UTF_8)));

    assertThat(read(twice)).isEqualTo(new Read(List.of(), "gzip inside gzip"));
  }

  @Test
  void problem_gzipBomb_endsAtTheBound() throws IOException {
    byte[] spaces = new byte[1 << 20];
    Arrays.fill(spaces, (byte) ' ');
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write("<urlset><url><loc>/a</loc></url>".getBytes(UTF_8));
      for (int i = 0; i < 200; i++) {
        out.write(spaces);
      }
    }

    assertThat(read(bomb.toByteArray()))
        .isEqualTo(new Read(List.of(A), "larger than 50 MiB; the rest is left out"));
  }

  @Test
  void problem_exactlyTheBound_isWhole() throws IOException {
    byte[] most = new byte[(int) SitemapReader.MAX_BYTES];
    Arrays.fill(most, (byte) '\n');
    System.arraycopy(A.getBytes(UTF_8), 0, most, 0, A.length());
    assertThat(read(most)).isEqualTo(new Read(List.of(A), null));

    byte[] more = Arrays.copyOf(most, most.length + 1);
    assertThat(read(more).problem).isEqualTo("larger than 50 MiB; the rest is left out");
  }

  @Test
  void problem_cutGzip_keepsWhatCame() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append(A).append(Integer.toHexString(i * 0x9e3779b9)).append('\n');
    }
    byte[] whole = gzip(lines.toString().getBytes(UTF_8));
    Read read = read(Arrays.copyOf(whole, whole.length / 2));

    assertThat(read.problem).isEqualTo("the gzip data is cut off");
    assertThat(read.entries).hasSizeBetween(5_000, 15_000);
    assertThat(lines.toString()).startsWith(String.join("\n", read.entries) + "\n");
    assertThat(read(Arrays.copyOf(whole, 3)).problem).isEqualTo("the gzip data is cut off");
    whole[2] = 99;
    assertThat(read(whole).problem).startsWith("the gzip data is broken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<url><loc>/a</loc></url>", "https://www.example.com/a\n"})
  void problem_oneEntryTooMany_restLeftOut(String entry) throws IOException {
    boolean text = entry.startsWith("h");
    String most = (text ? "" : "<urlset>") + entry.repeat(SitemapReader.MAX_ENTRIES);

    Read whole = read(most + (text ? "" : "</urlset>"));
    assertThat(whole.problem).isNull();
    assertThat(whole.entries).hasSize(50_000);

    Read more = read(most + entry + (text ? "" : "</urlset>"));
    assertThat(more.problem).isEqualTo("more than 50,000 entries; the rest is left out");
    assertThat(more.entries).hasSize(50_000);
  }

  @Test
  void next_streamFails_exceptionNamesTheSitemap() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Connection reset");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };

    assertThatThrownBy(() -> SitemapReader.open(broken, SITEMAP))
        .isInstanceOf(IOException.class)
        .hasMessage(SITEMAP.href() + ": connection reset");
    assertThat(closed).isTrue();
  }

  private static Read read(String text) throws IOException {
    return read(text.getBytes(UTF_8));
  }

  private static Read read(byte[] bytes) throws IOException {
    return read(new ByteArrayInputStream(bytes));
  }

  private static Read read(InputStream bytes) throws IOException {
    List<String> entries = new ArrayList<>();
    try (SitemapReader reader = SitemapReader.open(bytes, SITEMAP)) {
      for (SitemapEntry e = reader.next(); e != null; e = reader.next()) {
        entries.add(
            e instanceof Page page
                ? page.url().href()
                : e instanceof Index index
                    ? "index " + index.sitemap().href()
                    : "invalid " + ((Invalid) e).text() + ": " + ((Invalid) e).reason());
      }
      assertThat(reader.next()).isNull();
      return new Read(entries, reader.problem());
    }
  }

  /** A start and so many repetitions of a part, in little memory. */
  private static InputStream repeated(String start, String part, int count) {
    byte[] first = start.getBytes(UTF_8);
    byte[] again = part.getBytes(UTF_8);
    long size = first.length + (long) again.length * count;
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        if (at == size) {
          return -1;
        }
        long i = at++;
        return i < first.length ? first[(int) i] : again[(int) ((i - first.length) % again.length)];
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        int n = (int) Math.min(length, size - at);
        for (int i = 0; i < n; i++) {
          bytes[offset + i] = (byte) read();
        }
        return n == 0 && length > 0 ? -1 : n;
      }
    };
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
