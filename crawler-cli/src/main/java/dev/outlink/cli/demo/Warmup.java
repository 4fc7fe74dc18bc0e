package dev.outlink.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPOutputStream;

/**
 * A short crawl, and an extraction, that load the classes of real ones, for the class-data archive
 * that the launcher keeps. It writes to a folder that it deletes, and ends within seconds.
 */
public final class Warmup {

  private Warmup() {}

  /**
   * Crawls the bundled site, and reads a WARC file of one record.
   *
   * @param command runs the outlink command with arguments and returns its exit status
   * @return 0, or 1 if the crawl did not work and its classes are not worth keeping
   */
  public static int run(ToIntFunction<String[]> command) {
    try (DemoSite site = DemoSite.open();
        NonTlsPort deaf = new NonTlsPort()) {
      Path folder = Files.createTempDirectory("outlink-warmup");
      Path urls = folder.resolve("urls.txt");
      Path links = folder.resolve("links.tsv");
      Path pages = folder.resolve("pages.tsv");
      Path warc = folder.resolve("one.warc.gz");
      try {
        Files.writeString(urls, list(site, deaf));
        String[] crawl = {
          "crawl",
          urls.toString(),
          "-o",
          links.toString(),
          "--pages",
          pages.toString(),
          "--timeout",
          "5s"
        };
        Files.write(warc, oneRecord());
        String[] extract = {"extract", warc.toString(), "-o", links.toString()};
        return command.applyAsInt(crawl) == 0
                && Files.size(links) > 0
                && command.applyAsInt(extract) == 0
            ? 0
            : 1;
      } finally {
        for (Path file : new Path[] {urls, links, pages, warc, folder}) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException failure) {
      return 1;
    }
  }

  private static byte[] oneRecord() throws IOException {
    String http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<a href=x>x</a>";
    String record =
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://localhost/\r\n"
            + "Content-Type: application/http\r\nContent-Length: "
            + http.length()
            + "\r\n\r\n"
            + http
            + "\r\n\r\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(record.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static String list(DemoSite site, NonTlsPort deaf) {
    StringBuilder text = new StringBuilder("# URLs\n");
    for (DemoPage page : DemoPage.LISTED) {
      if (page.delay().isZero()) {
        text.append(site.url(page.path())).append('\n');
      }
    }
    // That port does not speak TLS; the attempt loads the classes of TLS.
    text.append("https://127.0.0.1:").append(deaf.port()).append("/\n");
    text.append("no URL\n");
    return text.toString();
  }
}
