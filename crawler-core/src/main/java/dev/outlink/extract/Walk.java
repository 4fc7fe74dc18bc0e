package dev.outlink.extract;

import java.util.function.Predicate;
import org.jsoup.nodes.Element;

/** Visits the elements of a document in its order; without recursion, so that none is too deep. */
final class Walk {

  private Walk() {}

  /**
   * Visits an element and all within it.
   *
   * @param visit tells whether the children of an element are visited
   */
  static void through(Element root, Predicate<Element> visit) {
    Element element = root;
    while (true) {
      Element next = visit.test(element) ? element.firstElementChild() : null;
      while (next == null) {
        if (element.equals(root)) {
          return;
        }
        next = element.nextElementSibling();
        if (next == null) {
          element = parent(element);
        }
      }
      element = next;
    }
  }

  /** As {@link #through}, for an element that nobody needs any more: it is taken apart. */
  static void takeApart(Element root, Predicate<Element> visit) {
    Element element = root;
    while (true) {
      Element next = visit.test(element) ? element.firstElementChild() : null;
      while (next == null) {
        element.empty(); // who keeps a part of it does not keep the whole
        if (element.equals(root)) {
          return;
        }
        next = element.nextElementSibling();
        if (next == null) {
          element = parent(element);
        }
      }
      element = next;
    }
  }

  private static Element parent(Element within) {
    Element parent = within.parentElement();
    if (parent == null) {
      throw new IllegalStateException("an element left its document");
    }
    return parent;
  }
}
