package dev.outlink.cli.extract;

import dev.outlink.url.CrawlUrl;
import dev.outlink.url.UrlResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The URLs of files. */
final class FileUrls {

  private static final String HEX = "0123456789ABCDEF";

  /** Characters with a meaning for the URL parser in a path. */
  private static final String SPECIAL = "%?#\\";

  private FileUrls() {}

  /** The {@code file:} URL of a file. */
  static UrlResult of(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    String root = String.valueOf(absolute.getRoot()).replace("\\", "").replace("/", "");
    return CrawlUrl.parse("file://" + (root.isEmpty() ? "" : "/" + root) + "/" + path(absolute));
  }

  /** The URL of a file within a folder that has a URL, which need not end in a slash. */
  static UrlResult within(CrawlUrl folder, Path relative) {
    String query = folder.query();
    String href = folder.canonical().href();
    String bare = query == null ? href : href.substring(0, href.length() - query.length() - 1);
    UrlResult start = CrawlUrl.parse(bare.endsWith("/") ? bare : bare + "/");
    return start instanceof CrawlUrl base ? base.resolve("./" + path(relative)) : start;
  }

  private static String path(Path file) {
    StringBuilder path = new StringBuilder();
    for (Path segment : file) {
      if (path.length() > 0) {
        path.append('/');
      }
      for (byte b : segment.toString().getBytes(StandardCharsets.UTF_8)) {
        if (b <= ' ' || b == 0x7f || SPECIAL.indexOf(b) >= 0) {
          path.append('%').append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
        } else {
          path.append((char) b);
        }
      }
    }
    return path.toString();
  }

  /** The URL, or null if the result is not one. */
  static @Nullable CrawlUrl orNull(UrlResult result) {
    return result instanceof CrawlUrl url ? url : null;
  }
}
