package dev.outlink.cli.extract;

import dev.outlink.record.Outcome;
import java.io.IOException;

/**
 * Receives documents from the readers of inputs, in the order of the inputs. Confined to one
 * thread.
 */
interface DocumentConsumer {

  /** A document, or a redirect or failure in its place. May wait. */
  void take(Document document) throws IOException, InterruptedException;

  /** An entry without links, which is only counted. */
  void skip(Outcome outcome);

  /** A part of the input that cannot be read; the message begins with the name of the input. */
  void unreadable(String problem);
}
