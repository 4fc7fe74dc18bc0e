package dev.outlink.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A place for bytes. A compressed one is a target that wraps the stream of another. */
interface Target {

  /** What it is called in messages. */
  String name();

  /** The files that it writes. */
  List<Path> files();

  /** Makes ready to write, and changes nothing yet. */
  OpenTarget open() throws IOException;
}
