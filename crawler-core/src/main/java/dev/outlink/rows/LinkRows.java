package dev.outlink.rows;

import dev.outlink.link.Outlink;
import dev.outlink.link.Provenance;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import java.io.IOException;
import java.util.List;

/** A row for each link, with any columns. */
final class LinkRows implements RowFormat {
  private final List<LinkColumn> columns;

  LinkRows(List<LinkColumn> columns) {
    this.columns = columns;
  }

  @Override
  public void header(RowBuffer out) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      TsvCell.text(columns.get(i).label(), out);
      out.put(endOf(i));
    }
  }

  @Override
  public void rows(PageResult result, RowBuffer out) throws IOException {
    for (Outlink link : result.links()) {
      long before = out.written();
      for (int i = 0; i < columns.size(); i++) {
        cell(columns.get(i), result.page(), link, out);
        if (columns.size() == 1 && out.written() == before) {
          TsvCell.emptyRow(out);
        }
        out.put(endOf(i));
      }
    }
  }

  private char endOf(int column) {
    return column == columns.size() - 1 ? '\n' : '\t';
  }

  private static void cell(LinkColumn column, PageRecord page, Outlink link, RowBuffer out)
      throws IOException {
    switch (column) {
      case SOURCE -> TsvCell.url(page.url(), out);
      case LINK -> TsvCell.url(link.url().href(), out);
      case KIND -> TsvCell.text(link.kind().label(), out);
      case ELEMENT -> TsvCell.text(link.element(), out);
      case ATTRIBUTE -> TsvCell.text(link.attribute(), out);
      case DEPTH -> out.putNumber(page.depth());
      case STATUS -> {
        if (page.status() != 0) {
          out.putNumber(page.status());
        }
      }
      default -> {
        if (link.provenance() != null) {
          cell(column, link.provenance(), out);
        }
      }
    }
  }

  private static void cell(LinkColumn column, Provenance provenance, RowBuffer out)
      throws IOException {
    switch (column) {
      case TEXT -> TsvCell.text(provenance.text(), out);
      case REL -> TsvCell.text(provenance.rel(), out);
      case RAW -> TsvCell.text(provenance.raw(), out);
      case OCCURRENCE -> out.putNumber(provenance.occurrence());
      case POSITION -> {
        if (provenance.line() != 0) {
          out.putNumber(provenance.line());
          out.put(':');
          out.putNumber(provenance.column());
        }
      }
      default -> throw new IllegalStateException(column.label());
    }
  }
}
