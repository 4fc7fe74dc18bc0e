package dev.outlink.cli.warc;

import com.google.common.base.Ascii;
import com.google.common.primitives.Longs;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a WARC record (ISO 28500, section 4).
 *
 * @param length how many bytes of the block follow
 * @param fields the first value of each field, by its name in lower case
 */
public record WarcHead(long length, Map<String, String> fields) {

  private static final Pattern VERSION = Pattern.compile("WARC/[0-9]+[.][0-9]+[ \t]*");
  private static final String LENGTH = "content-length";

  /**
   * Reads a head.
   *
   * @param lines its lines, without the empty one that ends it
   * @throws IOException if it does not say how long the block is
   */
  static WarcHead of(List<String> lines) throws IOException {
    if (!VERSION.matcher(lines.get(0)).matches()) {
      throw new IOException("not a WARC record: it begins with '" + cut(lines.get(0)) + "'");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    String name = "";
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith(" ") || line.startsWith("\t")) { // a folded line goes on with the value
        String last = name;
        fields.computeIfPresent(last, (field, value) -> (value + " " + line.strip()).strip());
        continue;
      }
      int colon = line.indexOf(':');
      name = Ascii.toLowerCase(line.substring(0, Math.max(0, colon)).strip());
      String value = line.substring(colon + 1).strip();
      String before = fields.putIfAbsent(name, value);
      if (name.equals(LENGTH) && before != null && !before.equals(value)) {
        throw new IOException("two Content-Length fields");
      }
    }
    return new WarcHead(length(fields.get(LENGTH)), fields);
  }

  private static long length(@Nullable String text) throws IOException {
    if (text == null) {
      throw new IOException("no Content-Length");
    }
    Long length = Longs.tryParse(text);
    if (length == null || length < 0) {
      throw new IOException("its Content-Length is '" + cut(text) + "'");
    }
    return length;
  }

  private static String cut(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  /** The value of a field; empty where there is none. */
  public String field(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }
}
