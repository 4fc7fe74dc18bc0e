package dev.outlink.cli.extract;

import dev.outlink.fetch.Outcome;
import java.io.IOException;

/** Takes what the readers of inputs read, in its order. Confined to one thread. */
interface DocumentConsumer {

  /** A document, or a redirect or failure in its place. May wait. */
  void take(Document document) throws IOException, InterruptedException;

  /** Something that has no links and is only counted. */
  void skip(Outcome outcome);

  /** A part of the input that cannot be read; what is wrong begins with the input's name. */
  void unreadable(String problem);
}
