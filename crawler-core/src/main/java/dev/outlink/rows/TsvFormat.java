package dev.outlink.rows;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.outlink.link.Outlink;
import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two kinds of TSV rows. */
final class TsvFormat {
  private static final byte[] LINK_COLUMNS = "source\tlink\n".getBytes(US_ASCII);
  private static final byte[] PAGE_COLUMNS =
      ("url\toutcome\tstatus\tfinal_url\tredirects\tcontent_type\tbytes\tlinks\tdepth\tmillis"
              + "\tfetched_at\tdetail\tattempts\n")
          .getBytes(US_ASCII);

  private TsvFormat() {}

  /** A row for each link: {@code source<TAB>link}. */
  static RowFormat links() {
    return new Links();
  }

  /** A row for each link, with these columns. */
  static RowFormat links(List<LinkColumn> columns) {
    return columns.equals(LinkColumn.DEFAULT) ? links() : new LinkRows(columns);
  }

  /** A row for each page record. */
  static RowFormat pages() {
    return new Pages();
  }

  private static final class Links implements RowFormat {
    private final ByteArrayOutputStream source = new ByteArrayOutputStream();
    private final RowBuffer sourceBuffer = new RowBuffer(source, 1_024);

    @Override
    public void header(RowBuffer out) throws IOException {
      out.put(LINK_COLUMNS);
    }

    @Override
    public void rows(PageResult result, RowBuffer out) throws IOException {
      if (result.links().isEmpty()) {
        return;
      }
      byte[] cell = encoded(result.page().url());
      for (Outlink link : result.links()) {
        out.put(cell);
        TsvCell.url(link.url().href(), out);
        out.put('\n');
      }
    }

    /** The first cell of all rows of a page, encoded once. */
    private byte[] encoded(String url) throws IOException {
      source.reset();
      TsvCell.url(url, sourceBuffer);
      sourceBuffer.put('\t');
      sourceBuffer.flush();
      return source.toByteArray();
    }
  }

  private static final class Pages implements RowFormat {
    @Override
    public void header(RowBuffer out) throws IOException {
      out.put(PAGE_COLUMNS);
    }

    @Override
    public void rows(PageResult result, RowBuffer out) throws IOException {
      PageRecord page = result.page();
      if (page.outcome() == Outcome.BAD_URL) {
        TsvCell.text(page.url(), out);
      } else {
        TsvCell.url(page.url(), out);
      }
      out.put('\t');
      TsvCell.text(page.outcome().label(), out);
      out.put('\t');
      if (page.status() != 0) {
        out.putNumber(page.status());
      }
      out.put('\t');
      TsvCell.url(orEmpty(page.finalUrl()), out);
      number(page.redirects(), out);
      out.put('\t');
      TsvCell.text(orEmpty(page.contentType()), out);
      number(page.bytes(), out);
      number(page.links(), out);
      number(page.depth(), out);
      number(page.millis(), out);
      out.put('\t');
      if (page.fetchedAt() != null) {
        time(page.fetchedAt(), out);
      }
      out.put('\t');
      TsvCell.text(page.detail(), out);
      number(page.attempts(), out);
      out.put('\n');
    }

    private static void number(long number, RowBuffer out) throws IOException {
      out.put('\t');
      out.putNumber(number);
    }

    /**
     * ISO 8601 in UTC with three decimals always, which DateTimeFormatter loads 100 classes for.
     */
    private static void time(Instant instant, RowBuffer out) throws IOException {
      LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      padded(utc.getYear(), 1000, out);
      out.put('-');
      padded(utc.getMonthValue(), 10, out);
      out.put('-');
      padded(utc.getDayOfMonth(), 10, out);
      out.put('T');
      padded(utc.getHour(), 10, out);
      out.put(':');
      padded(utc.getMinute(), 10, out);
      out.put(':');
      padded(utc.getSecond(), 10, out);
      out.put('.');
      padded(utc.getNano() / 1_000_000, 100, out);
      out.put('Z');
    }

    private static void padded(int number, int unit, RowBuffer out) throws IOException {
      for (int least = unit; least > 1 && number < least; least /= 10) {
        out.put('0');
      }
      out.putNumber(number);
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }
  }
}
