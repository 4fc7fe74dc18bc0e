package dev.outlink.cli.demo;

import com.google.common.io.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * What the bundled site answers.
 *
 * @param status the HTTP status
 * @param headers the headers that matter to the crawl
 * @param body the body as it is sent
 */
record DemoResponse(int status, Map<String, String> headers, ByteSource body) {

  /** A page as it stands in the site's folder; it declares its encoding itself. */
  static DemoResponse page(String file) {
    return new DemoResponse(200, Map.of("Content-Type", "text/html"), file(file));
  }

  /** A page that is compressed on its way. */
  static DemoResponse gzipped(String file) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      file(file).copyTo(stream);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new DemoResponse(
        200,
        Map.of("Content-Type", "text/html", "Content-Encoding", "gzip"),
        ByteSource.wrap(packed.toByteArray()));
  }

  static DemoResponse image(String file) {
    return new DemoResponse(200, Map.of("Content-Type", "image/png"), file(file));
  }

  static DemoResponse redirect(int status, String to) {
    return new DemoResponse(status, Map.of("Location", to), ByteSource.empty());
  }

  static DemoResponse error(int status) {
    String text = "<!DOCTYPE html><title>" + status + "</title><p>There is no page here.";
    return html(status, text);
  }

  /** A page of about a megabyte, with as many links as it is told. */
  static DemoResponse logbook(int entries) {
    StringBuilder text = new StringBuilder("<!DOCTYPE html><title>The logbook</title><ol>\n");
    for (int night = 1; night <= entries; night++) {
      text.append("<li><a href=\"night/")
          .append(night)
          .append(".html\">Night ")
          .append(night)
          .append("</a>: the lamp was lit at dusk, it burned well, and it was put out at dawn.\n");
    }
    return html(200, text.append("</ol>\n").toString());
  }

  private static DemoResponse html(int status, String text) {
    return new DemoResponse(
        status,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        ByteSource.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static ByteSource file(String file) {
    try (InputStream stream = DemoResponse.class.getResourceAsStream("site/" + file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing from the bundled site");
      }
      return ByteSource.wrap(stream.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
