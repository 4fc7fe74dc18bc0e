package dev.outlink.cli.options;

import dev.outlink.link.LinkKind;
import dev.outlink.rows.LinkColumn;
import dev.outlink.scope.ScopeKind;
import java.util.ArrayList;
import java.util.List;

/** The values that a shell offers for options. */
public final class CompletionValues {

  private CompletionValues() {}

  /** All values of an option, or the most common ones; empty if they are not known. */
  public static List<String> of(Option option) {
    return switch (option.key()) {
      case "links", "follow" -> kinds();
      case "columns" -> columns();
      case "scope" -> scopes();
      case "schemes" ->
          List.of("all", "http", "https", "mailto", "ftp", "tel", "data", "javascript");
      case "extractor" -> List.of("scan", "jsoup");
      case "edges" -> List.of("distinct", "all");
      case "obey" -> List.of("nofollow", "noindex");
      case "default-scheme" -> List.of("https", "http");
      case "sitemap" -> List.of("auto");
      case "color" -> List.of("auto", "always", "never");
      case "type" ->
          List.of(
              "text/html",
              "application/xhtml+xml",
              "application/xml",
              "text/plain",
              "application/warc");
      default -> List.of();
    };
  }

  /** Whether its value is the name of a file or folder. */
  public static boolean isFile(Option option) {
    return option.label().equals("FILE") || option.label().equals("DIR");
  }

  private static List<String> kinds() {
    List<String> names = new ArrayList<>();
    for (LinkKind each : LinkKind.values()) {
      names.add(each.label());
    }
    names.add("all");
    return names;
  }

  private static List<String> columns() {
    List<String> names = new ArrayList<>();
    for (LinkColumn each : LinkColumn.values()) {
      names.add(each.label());
    }
    return names;
  }

  private static List<String> scopes() {
    List<String> names = new ArrayList<>();
    for (ScopeKind each : ScopeKind.values()) {
      names.add(each.label());
    }
    return names;
  }
}
