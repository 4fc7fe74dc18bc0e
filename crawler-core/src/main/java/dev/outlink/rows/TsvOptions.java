package dev.outlink.rows;

import java.util.EnumSet;
import java.util.List;

/**
 * What link rows look like as TSV.
 *
 * @param header whether a line with the names of the columns comes first
 * @param columns the cells of a row in their order; at least one, none twice
 */
public record TsvOptions(boolean header, List<LinkColumn> columns) {

  /** A header line, and the columns source and link. */
  public static final TsvOptions DEFAULT = new TsvOptions(true, LinkColumn.DEFAULT);

  /** Copies the columns. */
  public TsvOptions {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || EnumSet.copyOf(columns).size() < columns.size()) {
      throw new IllegalArgumentException("columns: " + columns);
    }
  }
}
