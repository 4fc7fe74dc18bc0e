package dev.outlink.extract;

import com.google.common.collect.Sets;
import dev.outlink.link.LinkKind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is looked for in a document, whether it is to be listed, followed or both.
 *
 * @param kinds the kinds of links
 * @param attributes those that hold them, by element
 */
record WantedLinks(Set<LinkKind> kinds, Map<String, List<LinkAttribute>> attributes) {

  static WantedLinks of(Set<LinkKind> listed, Set<LinkKind> followed) {
    Set<LinkKind> kinds = Sets.immutableEnumSet(Sets.union(listed, followed));
    return new WantedLinks(kinds, LinkAttribute.selected(kinds));
  }

  boolean has(LinkKind kind) {
    return kinds.contains(kind);
  }
}
