package dev.outlink.benchmarks;

import dev.outlink.url.CrawlUrl;
import dev.outlink.url.UrlResult;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The links to resolve, from the UTF-8 file that system property {@code outlink.hrefs} names: on
 * each line a page's base, a tab, and an href; a backslash escapes backslash, tab and line ends.
 */
final class Links {

  static final Links NONE = new Links(List.of(), List.of());

  private record Page(CrawlUrl base, @Nullable HttpUrl okhttp, @Nullable URI uri) {}

  private final Page[] pages;
  private final String[] hrefs;
  private final String[] absolutes;

  private Links(List<Page> pages, List<String> hrefs) {
    this.pages = pages.toArray(new Page[0]);
    this.hrefs = hrefs.toArray(new String[0]);
    this.absolutes = new String[hrefs.size()];
    for (int i = 0; i < absolutes.length; i++) {
      UrlResult url = this.pages[i].base.resolve(this.hrefs[i]);
      absolutes[i] = url instanceof CrawlUrl ? url.toString() : this.hrefs[i];
    }
  }

  static Links read() throws IOException {
    String file = System.getProperty("outlink.hrefs");
    if (file == null || file.isEmpty()) {
      throw new IOException("give the links to resolve: -Doutlink.hrefs=FILE (base TAB href)");
    }
    List<Page> pages = new ArrayList<>();
    List<String> hrefs = new ArrayList<>();
    String last = "";
    Page page = null;
    for (String line : Files.readAllLines(Path.of(file))) {
      String[] cells = line.split("\t", -1);
      if (page == null || !cells[0].equals(last)) {
        last = cells[0];
        page = page(last);
      }
      if (page != null) {
        pages.add(page);
        hrefs.add(unescape(cells[1]));
      }
    }
    return new Links(pages, hrefs);
  }

  private static @Nullable Page page(String base) {
    return CrawlUrl.parse(base) instanceof CrawlUrl url && url.isHttp()
        ? new Page(url, HttpUrl.parse(base), uri(base))
        : null;
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String unescape(String cell) {
    return cell.replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("\\\\", "\\");
  }

  int count() {
    return hrefs.length;
  }

  String href(int i) {
    return hrefs[i];
  }

  String absolute(int i) {
    return absolutes[i];
  }

  CrawlUrl base(int i) {
    return pages[i].base;
  }

  @Nullable HttpUrl okhttp(int i) {
    return pages[i].okhttp;
  }

  @Nullable URI uri(int i) {
    return pages[i].uri;
  }
}
