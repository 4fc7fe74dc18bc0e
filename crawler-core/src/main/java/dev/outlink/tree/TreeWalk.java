package dev.outlink.tree;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;

/** Visits the elements of a document in its order; without recursion, so that none is too deep. */
public final class TreeWalk {

  private TreeWalk() {}

  /**
   * Visits an element and all within it.
   *
   * @param visit tells whether the children of an element are visited
   */
  static void through(Element root, Predicate<Element> visit) {
    if (!visit.test(root)) {
      return;
    }
    int[] places = new int[64]; // of the next child, in each element that is open
    int depth = 0;
    Element parent = root;
    while (depth >= 0) {
      int place = places[depth]++;
      if (place < parent.childNodeSize()) {
        if (parent.childNode(place) instanceof Element child && visit.test(child)) {
          parent = child;
          depth++;
          if (depth == places.length) {
            places = Arrays.copyOf(places, 2 * depth);
          }
          places[depth] = 0;
        }
      } else {
        depth--;
        parent = depth < 0 ? root : parent(parent);
      }
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
