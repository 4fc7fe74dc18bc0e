package dev.outlink.cli.extract;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The type of an input, by the ending of its name. */
enum InputType {
  HTML("text/html", ".html", ".htm"),
  XHTML("application/xhtml+xml", ".xhtml"),
  XML("application/xml", ".xml", ".rss", ".atom"),
  SVG("image/svg+xml", ".svg"),
  TEXT("text/plain", ".txt"),
  WARC("application/warc", ".warc", ".warc.gz");

  /** The endings, for messages. */
  static final String ENDINGS =
      ".html, .htm, .xhtml, .xml, .rss, .atom, .svg, .txt, .warc, .warc.gz";

  private final String contentType;
  private final ImmutableList<String> endings;

  InputType(String contentType, String... endings) {
    this.contentType = contentType;
    this.endings = ImmutableList.copyOf(endings);
  }

  /** The media type that such a file has on the web. */
  String contentType() {
    return contentType;
  }

  /** The type of a file, or null if its name has another ending. */
  static @Nullable InputType of(Path file) {
    String name = Ascii.toLowerCase(String.valueOf(file.getFileName()));
    for (InputType type : values()) {
      for (String ending : type.endings) {
        if (name.endsWith(ending)) {
          return type;
        }
      }
    }
    return null;
  }
}
