package dev.outlink.rows;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** A place for bytes that can be written, and that is as it was before until then. */
interface OpenTarget extends Closeable {

  /** Takes the place over: what stood there is gone. Closing the stream ends the output. */
  OutputStream begin() throws IOException;
}
