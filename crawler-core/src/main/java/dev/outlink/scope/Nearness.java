package dev.outlink.scope;

import dev.outlink.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a link is near enough to one of its roots. Safe for any thread. */
final class Nearness {

  private final ScopeKind kind;
  private final InputHosts inputs;
  private final RegistrableDomains domains = new RegistrableDomains();

  /**
   * Nearness of a kind.
   *
   * @param inputs asked where all inputs are one scope
   */
  Nearness(ScopeKind kind, InputHosts inputs) {
    this.kind = kind;
    this.inputs = inputs;
  }

  /** Whether the scope of any of the roots has the link. */
  boolean isNear(List<CrawlUrl> roots, CrawlUrl link) {
    if (kind == ScopeKind.ANY) {
      return true;
    }
    String name = nameOf(link);
    for (CrawlUrl root : roots) {
      if (isNear(root, link, name)) {
        return true;
      }
    }
    return kind == ScopeKind.INPUTS && inputs.has(link);
  }

  private boolean isNear(CrawlUrl root, CrawlUrl link, String name) {
    return switch (kind) {
      case PAGE -> root.canonical().equals(link.canonical());
      case PREFIX -> isSameSite(root, link, name) && isBelow(root, link);
      case HOST, INPUTS -> isSameSite(root, link, name);
      case DOMAIN -> isSameSite(root, link, name) || isSameDomain(root, name);
      case ANY -> true;
    };
  }

  /** In words, why the link is in the scope of none of its roots. */
  String why(List<CrawlUrl> roots, CrawlUrl link) {
    if (kind == ScopeKind.INPUTS) {
      return "host " + link.host() + " is that of no input";
    }
    List<String> reasons = new ArrayList<>();
    for (CrawlUrl root : roots) {
      String reason = why(root, link);
      if (!reasons.contains(reason)) {
        reasons.add(reason);
      }
    }
    return String.join(", ", reasons);
  }

  private String why(CrawlUrl root, CrawlUrl link) {
    String name = nameOf(link);
    String wanted = nameOf(root);
    if (kind == ScopeKind.PAGE) {
      return "it is not the seed " + root.canonical();
    }
    if (kind == ScopeKind.DOMAIN) {
      String domain = domains.of(name);
      String other = domains.of(wanted);
      if (other != null) {
        return "domain " + (domain == null ? name : domain) + " is not " + other;
      }
    }
    if (!name.equals(wanted)) {
      return "host " + name + " is not " + wanted;
    }
    if (!isSameSite(root, link, name)) {
      return "port " + link.port() + " is not " + root.port();
    }
    return "path " + link.path() + " does not begin with " + prefixOf(root.path());
  }

  /** The host name without a final dot. */
  static String nameOf(CrawlUrl url) {
    String name = url.hostname();
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean isSameSite(CrawlUrl root, CrawlUrl link, String name) {
    if (!nameOf(root).equals(name)) {
      return false;
    }
    int port = link.port();
    return port == root.port() || (isDefault(link, port) && isDefault(root, root.port()));
  }

  static boolean isDefault(CrawlUrl url, int port) {
    return port == (url.scheme().equals("https") ? 443 : 80);
  }

  private boolean isSameDomain(CrawlUrl root, String name) {
    @Nullable String domain = domains.of(nameOf(root));
    // Most links elsewhere are told by their end, without a look into the list.
    return domain != null && name.endsWith(domain) && domain.equals(domains.of(name));
  }

  private static boolean isBelow(CrawlUrl root, CrawlUrl link) {
    String path = root.path();
    return link.path().regionMatches(0, path, 0, path.lastIndexOf('/') + 1);
  }

  private static String prefixOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
