package dev.outlink.benchmarks;

import dev.outlink.charset.EncodingSniffer;
import dev.outlink.fetch.Page;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * About 200 pages, evenly chosen in the order of their paths, from the folder that system property
 * {@code outlink.pages} names: its files that end in {@code .html}.
 */
final class Sample {

  private static final int COUNT = 200;

  private static final CrawlUrl URL = (CrawlUrl) CrawlUrl.parse("http://h.example/a/b.html");

  private Sample() {}

  static List<Page> read() throws IOException {
    String folder = System.getProperty("outlink.pages");
    if (folder == null || folder.isEmpty()) {
      throw new IOException("give the folder of pages: -Doutlink.pages=FOLDER");
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(Path.of(folder))) {
      files = walk.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IOException("no page in " + folder);
    }
    int count = Math.min(COUNT, files.size());
    List<Page> pages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Path file = files.get((int) ((long) i * files.size() / count));
      pages.add(Page.of(URL, "text/html", Files.readAllBytes(file)));
    }
    return pages;
  }

  static String decode(Page page) {
    EncodingSniffer.Sniffed sniffed =
        EncodingSniffer.sniff(page.body(), page.length(), page.contentType());
    int start = sniffed.bomLength();
    return sniffed.encoding().decode(page.body(), start, page.length() - start);
  }
}
