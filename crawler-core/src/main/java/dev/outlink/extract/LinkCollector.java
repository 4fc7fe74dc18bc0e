package dev.outlink.extract;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a document, in document order, that keeps what {@code a}, {@code area} and the
 * first {@code base} refer to. Without recursion, so that no nesting is too deep. Confined to one
 * thread.
 */
final class LinkCollector {

  private final List<String> hrefs = new ArrayList<>();
  private @Nullable String baseHref;

  /** Every {@code href} of a link as it is in the document. */
  List<String> hrefs() {
    return hrefs;
  }

  /** The {@code href} of the first {@code base} that has one, or null. */
  @Nullable String baseHref() {
    return baseHref;
  }

  void collect(Document document) {
    Element element = document;
    while (true) {
      Element next = visit(element) ? element.firstElementChild() : null;
      while (next == null) {
        next = element.nextElementSibling();
        if (next == null) {
          Element parent = element.parent();
          if (parent == null) {
            return;
          }
          element = parent;
        }
      }
      element = next;
    }
  }

  /** True where the element's children are part of the document. */
  private boolean visit(Element element) {
    String name = element.normalName();
    switch (name) {
      case "a", "area" -> {
        if (element.hasAttr("href") && isHtml(element)) {
          hrefs.add(element.attr("href"));
        }
      }
      case "base" -> {
        if (baseHref == null && element.hasAttr("href") && isHtml(element)) {
          baseHref = element.attr("href");
        }
      }
      case "template" -> {
        return !isHtml(element);
      }
      default -> {}
    }
    return true;
  }

  private static boolean isHtml(Element element) {
    return element.tag().namespace().equals(Parser.NamespaceHtml);
  }
}
