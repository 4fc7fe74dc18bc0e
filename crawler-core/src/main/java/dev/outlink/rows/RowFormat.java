package dev.outlink.rows;

import dev.outlink.record.PageResult;
import java.io.IOException;

/**
 * How results become bytes. A row ends with {@code \n}, and no other place of it holds one: a file
 * is cut back to its last whole row by that. Called by one thread.
 */
interface RowFormat {

  /** Writes what stands before the first row. */
  void header(RowBuffer out) throws IOException;

  /** Writes the rows of one result; there may be none. */
  void rows(PageResult result, RowBuffer out) throws IOException;
}
