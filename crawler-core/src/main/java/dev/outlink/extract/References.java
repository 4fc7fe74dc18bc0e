package dev.outlink.extract;

import java.util.ArrayList;
import java.util.List;

/** The references of one document, in its order, up to a bound. Confined to one thread. */
final class References {

  private final int most;
  private final List<Reference> list = new ArrayList<>();
  private boolean whole = true;

  References(int most) {
    this.most = most;
  }

  void add(Reference reference) {
    if (list.size() < most) {
      list.add(reference);
    } else {
      whole = false;
    }
  }

  List<Reference> list() {
    return list;
  }

  /** False where the bound left something out. */
  boolean isWhole() {
    return whole;
  }
}
