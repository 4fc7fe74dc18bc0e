package dev.outlink.microsyntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of one link, from which the RFC chooses. Confined to one thread. */
final class LinkParameters {

  /** Of which only the first one counts (RFC 8288, section 3.4.1). */
  private static final Set<String> ONCE = Set.of("media", "title", "title*", "type");

  /** Which have no encoded form (RFC 8288, section 3.4). */
  private static final Set<String> NEVER_ENCODED =
      Set.of("rel", "anchor", "rev", "hreflang", "media", "type");

  private final List<LinkParameter> attributes = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> encoded = new HashSet<>();
  private @Nullable List<String> relations;
  private @Nullable String anchor;

  /** Adds what stands next; the name is in lower case. */
  void add(String name, String value) {
    if (name.equals("rel")) {
      relations = relations == null ? split(value) : relations;
    } else if (name.equals("anchor")) {
      anchor = anchor == null ? value : anchor;
    } else if (name.endsWith("*")) {
      addEncoded(name, value);
    } else if (!ONCE.contains(name) || seen.add(name)) {
      attributes.add(new LinkParameter(name, value, null));
    }
  }

  /** One that cannot be decoded is ignored, so that the plain one of its name stands. */
  private void addEncoded(String starred, String value) {
    String name = starred.substring(0, starred.length() - 1);
    LinkParameter parameter =
        NEVER_ENCODED.contains(name) ? null : LinkParameter.encoded(name, value);
    if (parameter != null && (!ONCE.contains(starred) || seen.add(starred))) {
      attributes.add(parameter);
      encoded.add(name);
    }
  }

  LinkHeader.Link link(String target) {
    attributes.removeIf(plain -> plain.language() == null && encoded.contains(plain.name()));
    return new LinkHeader.Link(
        target, relations == null ? List.of() : relations, anchor, attributes);
  }

  private static List<String> split(String relations) {
    List<String> types = new ArrayList<>();
    int length = relations.length();
    int from = Ascii.skipWhitespace(relations, 0, length);
    while (from < length) {
      int to = from;
      while (to < length && !Ascii.isWhitespace(relations.charAt(to))) {
        to++;
      }
      types.add(relations.substring(from, to));
      from = Ascii.skipWhitespace(relations, to, length);
    }
    return types;
  }
}
