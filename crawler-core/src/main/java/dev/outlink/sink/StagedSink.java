package dev.outlink.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A sink that opens in two steps, so that nothing is overwritten while another may still fail. */
public interface StagedSink extends LinkSink {

  /**
   * Finds out whether the destination can be written, and changes nothing that is there.
   *
   * @throws IOException if the destination cannot be written; the message names it
   */
  void prepare() throws IOException;

  /** Takes the destination over. Once, after {@link #prepare}. */
  void begin();

  /** Lets go of what was prepared, and leaves it as it was. Instead of {@link #begin}. */
  void abandon();

  /** The files that it writes, which no other output may be. */
  List<Path> files();

  @Override
  default void open() throws IOException {
    prepare();
    begin();
  }
}
