package dev.outlink.url;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A case of the web-platform tests' URL data, against what the parser makes of it. */
final class WebComponents {

  private WebComponents() {}

  static String name(JsonNode test) {
    return test.get("input").asText() + " | " + test.get("base").asText();
  }

  /** What differs, or null. */
  static @Nullable String difference(JsonNode test) {
    UrlResult result = parse(test);
    if (test.path("failure").asBoolean()) {
      return result instanceof CrawlUrl ? "should be invalid, is " + result : null;
    }
    if (!(result instanceof CrawlUrl url)) {
      return "should be " + test.get("href") + ", is " + result;
    }
    Map<String, String> differences = new TreeMap<>();
    of(url)
        .forEach(
            (component, is) -> {
              if (test.has(component) && !test.get(component).asText().equals(is)) {
                differences.put(component, is);
              }
            });
    return differences.isEmpty() ? null : "is " + differences;
  }

  private static UrlResult parse(JsonNode test) {
    String input = test.get("input").asText();
    if (test.get("base").isNull()) {
      return CrawlUrl.parse(input);
    }
    UrlResult base = CrawlUrl.parse(test.get("base").asText());
    return base instanceof CrawlUrl url ? url.resolve(input) : base;
  }

  /** The components as the API of the web has them: with their marks, the port only where own. */
  static Map<String, String> of(CrawlUrl url) {
    String userInfo = Objects.requireNonNullElse(url.userInfo(), "");
    int colon = userInfo.indexOf(':');
    boolean ownPort = url.port() >= 0 && url.port() != Scheme.defaultPort(url.scheme());
    String port = ownPort ? String.valueOf(url.port()) : "";
    Map<String, String> components = new LinkedHashMap<>();
    components.put("href", url.href());
    components.put("protocol", url.scheme() + ":");
    components.put("username", colon < 0 ? userInfo : userInfo.substring(0, colon));
    components.put("password", colon < 0 ? "" : userInfo.substring(colon + 1));
    components.put("host", ownPort ? url.hostname() + ":" + port : url.hostname());
    components.put("hostname", url.hostname());
    components.put("port", port);
    components.put("pathname", url.path());
    components.put("search", marked('?', url.query()));
    components.put("hash", marked('#', url.fragment()));
    return components;
  }

  private static String marked(char mark, @Nullable String text) {
    return text == null || text.isEmpty() ? "" : mark + text;
  }
}
