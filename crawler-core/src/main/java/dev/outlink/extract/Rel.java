package dev.outlink.extract;

import com.google.common.base.Ascii;
import dev.outlink.link.LinkKind;
import java.util.Locale;
import java.util.StringTokenizer;

/** What a {@code rel} says of its link (HTML standard, "link types"). */
final class Rel {

  private Rel() {}

  /** Whether the type {@code nofollow} is among them. */
  static boolean isNofollow(String rel) {
    StringTokenizer types = new StringTokenizer(rel);
    while (types.hasMoreTokens()) {
      if (Ascii.equalsIgnoreCase(types.nextToken(), "nofollow")) {
        return true;
      }
    }
    return false;
  }

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
