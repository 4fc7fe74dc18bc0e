package dev.outlink.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a document that is still being parsed to which something may yet be added, and
 * what becomes of the others: they are visited, in the order of the document, and taken out of it.
 * So the tree of a document of any length stays small.
 *
 * <p>Added is to the last element within the last element, and so on; and beside a table that is
 * the last, to the element before it, since a parser puts there what may not stand in a table. (A
 * link there which comes after links of the table's rows is visited after them, if those were taken
 * out by then.) Confined to one thread.
 */
final class Spine {

  /** Nodes behind the last element that are looked through for it. */
  private static final int BEHIND = 64;

  /** Elements that a form keeps as its own, wherever they stand. */
  private static final Set<String> CONTROLS =
      Set.of(
          "button", "fieldset", "img", "input", "keygen", "object", "output", "select", "textarea");

  /** What a control takes by itself, and one of its attributes. */
  private static final int CONTROL_BYTES = 160;

  private static final int ATTRIBUTE_BYTES = 96;

  private final Predicate<Element> visit;

  /** Elements that were visited before they were complete, and whether their children are too. */
  private final IdentityHashMap<Element, Boolean> visited = new IdentityHashMap<>();

  private int kept;
  private long controlBytes;

  /**
   * A spine of nothing.
   *
   * @param visit tells whether the children of an element are visited
   */
  Spine(Predicate<Element> visit) {
    this.visit = visit;
  }

  /** How deep the last element stands, where that is no deeper than so much. */
  static int depth(Document document, int most) {
    int depth = 0;
    for (Element at = document; at != null && depth < most; at = last(at)) {
      depth++;
    }
    return depth;
  }

  /** Nodes that are still in the document after {@link #takeOut}. */
  int kept() {
    return kept;
  }

  /** What was taken out and is still held, by the forms of the document. */
  long controlBytes() {
    return controlBytes;
  }

  /** Visits and takes out what is complete. */
  void takeOut(Document document) {
    kept = 0;
    Deque<Element> open = new ArrayDeque<>();
    open.push(document);
    while (!open.isEmpty()) {
      Element element = open.pop();
      if (element.normalName().equals("style")) {
        kept++;
        continue; // what it says is to be read at once
      }
      boolean isWanted = visitOnce(element, true);
      List<Node> last = lastOf(element);
      int complete = element.childNodeSize() - last.size();
      for (int i = 0; i < complete; i++) {
        if (isWanted && element.childNode(i) instanceof Element child) {
          TreeWalk.takeApart(child, this::visitLast);
        }
      }
      if (complete > 0) {
        element.empty();
        Element unused = element.appendChildren(last);
      }
      kept += 1 + last.size();
      for (int i = last.size() - 1; i >= 0; i--) {
        if (last.get(i) instanceof Element child) {
          open.push(child);
        }
      }
    }
  }

  /** Visits what is left of a document that is complete. */
  void finish(Document document) {
    TreeWalk.through(document, this::visitLast);
  }

  private boolean visitLast(Element element) {
    if (CONTROLS.contains(element.normalName())) {
      controlBytes += CONTROL_BYTES + (long) ATTRIBUTE_BYTES * element.attributesSize();
    }
    return visitOnce(element, false);
  }

  private boolean visitOnce(Element element, boolean again) {
    Boolean before = again ? visited.get(element) : visited.remove(element);
    boolean isWanted = before == null ? visit.test(element) : before;
    if (again && before == null) {
      visited.put(element, isWanted);
    }
    return isWanted;
  }

  /** The children to which something may be added, and what stands behind them. */
  private static List<Node> lastOf(Element element) {
    List<Node> children = new ArrayList<>();
    int at = element.childNodeSize() - 1;
    Element last = last(element);
    if (last == null) {
      if (at >= 0 && element.childNode(at) instanceof TextNode text) {
        children.add(text);
      }
      return children;
    }
    int from = last.siblingIndex();
    if (last.normalName().equals("table")) {
      Element before = previous(last);
      from = before == null ? from : before.siblingIndex();
    }
    for (int i = from; i <= at; i++) {
      children.add(element.childNode(i));
    }
    return children;
  }

  private static @Nullable Element last(Element element) {
    return lastUpTo(element, element.childNodeSize() - 1);
  }

  private static @Nullable Element previous(Element element) {
    Element parent = element.parentElement();
    return parent == null ? null : lastUpTo(parent, element.siblingIndex() - 1);
  }

  private static @Nullable Element lastUpTo(Element parent, int index) {
    for (int i = index; i >= 0 && i > index - BEHIND; i--) {
      if (parent.childNode(i) instanceof Element element) {
        return element;
      }
    }
    return null;
  }
}
