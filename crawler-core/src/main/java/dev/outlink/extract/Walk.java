package dev.outlink.extract;

import java.util.function.Predicate;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Visits the elements of a document in its order; without recursion, so that none is too deep. */
final class Walk {

  private Walk() {}

  /**
   * Visits all elements.
   *
   * @param visit tells whether the children of an element are visited
   */
  static void through(Document document, Predicate<Element> visit) {
    Element element = document;
    while (true) {
      Element next = visit.test(element) ? element.firstElementChild() : null;
      while (next == null) {
        next = element.nextElementSibling();
        if (next == null) {
          Element parent = element.parentElement();
          if (parent == null) {
            return;
          }
          element = parent;
        }
      }
      element = next;
    }
  }
}
