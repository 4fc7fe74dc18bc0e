package dev.outlink.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.link.LinkKind;
import dev.outlink.link.Outlink;
import dev.outlink.link.Provenance;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import dev.outlink.url.CrawlUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkRowsTest {

  private static final Provenance FULL =
      new Provenance("read me", "nofollow ugc", "../b?x#y", 12, 3, 2);

  @Test
  void allColumns_inTheGivenOrder() throws IOException {
    assertThat(rows(List.of(LinkColumn.values()), link(FULL)))
        .isEqualTo(
            "source\tlink\tkind\telement\tattribute\ttext\trel\traw\tposition\toccurrence\tdepth"
                + "\tstatus\n"
                + "https://a.example/\thttps://b.example/\ta\ta\thref\tread me\tnofollow ugc"
                + "\t../b?x#y\t12:3\t2\t3\t200\n");
    assertThat(rows(List.of(LinkColumn.RAW, LinkColumn.LINK), link(FULL)))
        .isEqualTo("raw\tlink\n../b?x#y\thttps://b.example/\n");
  }

  @Test
  void defaultColumns_sameAsTheShortForm() throws IOException {
    assertThat(TsvFormat.links(List.of(LinkColumn.SOURCE, LinkColumn.LINK)))
        .hasSameClassAs(TsvFormat.links())
        .doesNotHaveSameClassAs(TsvFormat.links(List.of(LinkColumn.LINK, LinkColumn.SOURCE)));
  }

  @Test
  void whatIsUnknown_isEmpty() throws IOException {
    List<LinkColumn> columns =
        Arrays.stream(LinkColumn.values()).filter(LinkColumn::needsProvenance).toList();
    assertThat(columns).hasSize(5);
    assertThat(rows(columns, link(null))).endsWith("\n\t\t\t\t\n");
    assertThat(
            rows(
                List.of(LinkColumn.POSITION, LinkColumn.KIND),
                link(new Provenance("", "", "", 0, 0, 1))))
        .isEqualTo("position\tkind\n\ta\n");
    PageRecord file =
        new PageRecord("file:///x", Outcome.PAGE, 0, null, 0, null, 0, 0, 0, 0, null, "", 1);
    assertThat(rows(List.of(LinkColumn.STATUS, LinkColumn.KIND), file, link(FULL)))
        .isEqualTo("status\tkind\n\ta\n");
  }

  @Test
  void pageText_neverLeavesItsCellAndIsUtf8() throws Exception {
    String nasty = "=a\tb\nc\rd\\\u0000\u001b[2J\u202e\ud83d x \ude00\u00e9\ud83d\ude00";
    Provenance provenance = new Provenance(nasty, nasty, nasty, 1, 1, 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowBuffer out = new RowBuffer(bytes);
    TsvFormat.links(List.of(LinkColumn.TEXT, LinkColumn.REL, LinkColumn.RAW))
        .rows(new PageResult(page(), List.of(link(provenance))), out);
    out.flush();

    String row = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    String cell =
        "\\u003da\\tb\\nc\\rd\\\\\\u0000\\u001b[2J\\u202e\\ud83d x \\ude00\u00e9\ud83d\ude00";
    assertThat(row).isEqualTo(cell + "\t" + cell + "\t" + cell + "\n");
  }

  @Test
  void textsThatBeginWithAQuotationMark_areNoQuotedCells() throws IOException {
    Provenance provenance = new Provenance("\"open", "\"a\" b", "\"", 1, 1, 1);

    assertThat(rows(List.of(LinkColumn.TEXT, LinkColumn.REL, LinkColumn.RAW), link(provenance)))
        .isEqualTo("text\trel\traw\n\\\"open\t\\\"a\" b\t\\\"\n");
  }

  @Test
  void rowOfOneEmptyCell_isNoBlankLine() throws IOException {
    assertThat(rows(List.of(LinkColumn.TEXT), link(null))).isEqualTo("text\n\"\"\n");
    assertThat(rows(List.of(LinkColumn.TEXT), link(new Provenance("\"\"", "", "", 1, 1, 1))))
        .isEqualTo("text\n\\\"\"\n");
    assertThat(rows(List.of(LinkColumn.RAW), link(new Provenance("", "", " ", 1, 1, 1))))
        .isEqualTo("raw\n\\u0020\n");
    assertThat(rows(List.of(LinkColumn.TEXT, LinkColumn.REL), link(null)))
        .isEqualTo("text\trel\n\t\n");
  }

  @Test
  void elementOfThePage_isEscaped() throws IOException {
    Outlink link = new Outlink(url("https://b.example/"), LinkKind.FEED, "x\u009b\ty", "url", null);
    assertThat(rows(List.of(LinkColumn.ELEMENT), link)).isEqualTo("element\nx\\u009b\\ty\n");
  }

  @Test
  void columnTwiceOrNone_isRefused() {
    assertThatThrownBy(() -> new TsvOptions(true, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TsvOptions(true, List.of(LinkColumn.LINK, LinkColumn.LINK)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void labels_areFoundAgain() {
    for (LinkColumn column : LinkColumn.values()) {
      assertThat(LinkColumn.of(column.label())).isEqualTo(column);
    }
    assertThat(LinkColumn.of("Source")).isNull();
  }

  private static PageRecord page() {
    return Results.page("https://a.example/", "text/html", "");
  }

  private static Outlink link(@Nullable Provenance provenance) {
    return new Outlink(url("https://b.example/"), LinkKind.A, "a", "href", provenance);
  }

  private static CrawlUrl url(String text) {
    return (CrawlUrl) CrawlUrl.parse(text);
  }

  private static String rows(List<LinkColumn> columns, Outlink link) throws IOException {
    return rows(columns, page(), link);
  }

  private static String rows(List<LinkColumn> columns, PageRecord page, Outlink link)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowBuffer out = new RowBuffer(bytes);
    RowFormat format = TsvFormat.links(columns);
    format.header(out);
    format.rows(new PageResult(page, List.of(link)), out);
    out.flush();
    return bytes.toString(UTF_8);
  }
}
