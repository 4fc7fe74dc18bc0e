package dev.outlink.extract;

import java.util.Locale;

/** What the {@code rel} of a {@code link} element says it is (HTML standard, "link types"). */
final class Rel {

  private Rel() {}

  static LinkKind kind(String rel) {
    boolean stylesheet = false;
    LinkKind kind = LinkKind.LINK;
    for (String type : rel.toLowerCase(Locale.ROOT).split("[\\t\\n\\f\\r ]+", 100)) {
      switch (type) {
        case "canonical" -> kind = LinkKind.CANONICAL;
        case "manifest" -> kind = kind == LinkKind.CANONICAL ? kind : LinkKind.MANIFEST;
        case "alternate" -> kind = kind == LinkKind.LINK ? LinkKind.ALTERNATE : kind;
        case "stylesheet" -> stylesheet = true;
        default -> {}
      }
    }
    return stylesheet ? LinkKind.LINK : kind;
  }
}
