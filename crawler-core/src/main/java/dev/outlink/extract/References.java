package dev.outlink.extract;

import dev.outlink.link.PageBound;
import dev.outlink.tree.DocumentRoom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The references of one document, in its order, up to a bound. Confined to one thread. */
final class References {

  /** What a reference takes beside its characters. */
  private static final int REFERENCE_BYTES = 64;

  private static final int TEXT_BYTES = 48;

  private final int most;
  private final boolean outliveElements;
  private final DocumentRoom holding;
  private final List<@Nullable Reference> list = new ArrayList<>();
  private @Nullable PageBound cut;
  private long held;

  /**
   * None yet.
   *
   * @param outliveElements whether they do not keep the elements that they stand in
   */
  References(int most, boolean outliveElements, DocumentRoom holding) {
    this.most = most;
    this.outliveElements = outliveElements;
    this.holding = holding;
  }

  void add(Reference reference) {
    if (cut != null) {
      return;
    }
    if (list.size() == most) {
      cut = PageBound.LINKS;
    } else if (!hasRoom(bytes(reference))) {
      cut = PageBound.MEMORY;
    } else {
      list.add(outliveElements ? reference.withoutElement() : reference);
    }
  }

  /** Links need room, too: half of it is theirs where references have texts of their own. */
  private boolean hasRoom(long bytes) {
    held += bytes;
    return (!outliveElements || held <= holding.most() / 2) && holding.take(bytes);
  }

  private long bytes(Reference reference) {
    return (long) REFERENCE_BYTES + (outliveElements ? TEXT_BYTES + reference.raw().length() : 0);
  }

  int size() {
    return list.size();
  }

  /** Takes one out; each can be had once. */
  Reference take(int index) {
    Reference reference = list.set(index, null);
    if (reference == null) {
      throw new IllegalStateException("reference " + index + " was taken before");
    }
    holding.give(bytes(reference));
    return reference;
  }

  /** Lets all go. */
  void discard() {
    for (Reference reference : list) {
      holding.give(reference == null ? 0 : bytes(reference));
    }
    list.clear();
  }

  /** The bound that left something out, or null. */
  @Nullable PageBound cut() {
    return cut;
  }
}
