package dev.outlink.cli.options;

import com.google.common.base.Ascii;
import dev.outlink.cli.text.ClosestName;
import dev.outlink.cli.text.SafeText;
import dev.outlink.link.Extractor;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.rows.LinkColumn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects the options for listing links, which several commands share: which links are listed, and
 * with which columns. Confined to one thread.
 */
final class LinkSettingsBuilder {

  private static final String ALL = "all";

  private Set<LinkKind> kinds = LinkSelection.DEFAULT.kinds();
  private Set<String> schemes = LinkSelection.DEFAULT.schemes();
  private boolean fragments = true;
  private boolean distinct = true;
  private Extractor extractor = Extractor.SCAN;
  private List<LinkColumn> columns = LinkColumn.DEFAULT;

  /**
   * Sets the value of an option.
   *
   * @return false if it is not one of these options
   * @throws BadValue if the text is not a valid value; the option keeps its default
   */
  boolean set(String key, String value) throws InvalidValueException {
    switch (key) {
      case "links" -> kinds = kinds(value);
      case "schemes" -> schemes = schemes(value);
      case "no-fragments" -> fragments = !CrawlSettingsBuilder.flag(value);
      case "edges" -> distinct = distinct(value);
      case "extractor" -> extractor = extractor(value);
      case "columns" -> columns = columns(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  LinkSelection selection() {
    boolean provenance = false;
    for (LinkColumn column : columns) {
      provenance |= column.needsProvenance();
    }
    return new LinkSelection(kinds, schemes, fragments, distinct, provenance);
  }

  /** How the links of HTML are found. */
  Extractor extractor() {
    return extractor;
  }

  /** The columns of link rows, in their order. */
  List<LinkColumn> columns() {
    return columns;
  }

  /** The kinds of links in a comma-separated list of their names. */
  static Set<LinkKind> kinds(String value) throws InvalidValueException {
    Set<LinkKind> kinds = EnumSet.noneOf(LinkKind.class);
    for (String name : names(value)) {
      LinkKind kind = LinkKind.of(name);
      if (kind != null) {
        kinds.add(kind);
      } else if (name.equals(ALL)) {
        kinds.addAll(LinkKind.all());
      } else {
        List<String> known = new ArrayList<>();
        for (LinkKind each : LinkKind.values()) {
          known.add(each.label());
        }
        known.add(ALL);
        throw unknown(name, "kind of links", known);
      }
    }
    return kinds;
  }

  private static Set<String> schemes(String value) throws InvalidValueException {
    Set<String> schemes = new TreeSet<>();
    boolean all = false;
    for (String name : names(value)) {
      if (!isScheme(name)) {
        throw new InvalidValueException(
            "'" + SafeText.of(name) + "' is not a scheme; write names such as http,mailto, or all");
      }
      all |= Ascii.equalsIgnoreCase(name, ALL);
      schemes.add(Ascii.toLowerCase(name));
    }
    return all ? Set.of() : schemes;
  }

  /** A scheme as of RFC 3986, section 3.1. */
  private static boolean isScheme(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = Ascii.toLowerCase(name.charAt(i));
      boolean letter = c >= 'a' && c <= 'z';
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean distinct(String value) throws InvalidValueException {
    return switch (value) {
      case "distinct" -> true;
      case ALL -> false;
      default ->
          throw new InvalidValueException(
              "'" + SafeText.of(value) + "' is neither distinct nor all");
    };
  }

  private static Extractor extractor(String value) throws InvalidValueException {
    return switch (value) {
      case "scan" -> Extractor.SCAN;
      case "jsoup" -> Extractor.JSOUP;
      default ->
          throw new InvalidValueException("'" + SafeText.of(value) + "' is neither scan nor jsoup");
    };
  }

  private static List<LinkColumn> columns(String value) throws InvalidValueException {
    List<LinkColumn> columns = new ArrayList<>();
    for (String name : names(value)) {
      LinkColumn column = LinkColumn.of(name);
      if (column == null) {
        List<String> known = new ArrayList<>();
        for (LinkColumn each : LinkColumn.values()) {
          known.add(each.label());
        }
        throw unknown(name, "column", known);
      }
      if (columns.contains(column)) {
        throw new InvalidValueException("'" + name + "' is given twice");
      }
      columns.add(column);
    }
    return columns;
  }

  /** The error for a name that is not among the known names. */
  static InvalidValueException unknown(String name, String what, List<String> known) {
    String near = ClosestName.of(name, known);
    return new InvalidValueException(
        "'"
            + SafeText.of(name)
            + "' is not a "
            + what
            + (near == null ? "; choose from: " : "; did you mean " + near + "? Choose from: ")
            + String.join(", ", known));
  }

  /** The names in a comma-separated list. */
  static List<String> names(String value) throws InvalidValueException {
    List<String> names = new ArrayList<>();
    for (String name : value.split(",", -1)) {
      if (name.isBlank()) {
        throw new InvalidValueException("a name is missing in '" + SafeText.of(value) + "'");
      }
      names.add(name.strip());
    }
    return names;
  }
}
