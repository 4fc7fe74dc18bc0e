package dev.outlink.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;

/**
 * A short crawl that loads the classes of a real one, for the class-data archive that the launcher
 * keeps. It writes to a folder that it deletes, and ends within seconds.
 */
public final class Warmup {

  private Warmup() {}

  /**
   * Crawls the bundled site.
   *
   * @param command runs the outlink command with arguments and returns its exit status
   * @return 0, or 1 if the crawl did not work and its classes are not worth keeping
   */
  public static int run(ToIntFunction<String[]> command) {
    try (DemoSite site = DemoSite.open();
        DeafPort deaf = new DeafPort()) {
      Path folder = Files.createTempDirectory("outlink-warmup");
      Path urls = folder.resolve("urls.txt");
      Path links = folder.resolve("links.tsv");
      Path pages = folder.resolve("pages.tsv");
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
        return command.applyAsInt(crawl) == 0 && Files.size(links) > 0 ? 0 : 1;
      } finally {
        for (Path file : new Path[] {urls, links, pages, folder}) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException failure) {
      return 1;
    }
  }

  private static String list(DemoSite site, DeafPort deaf) {
    StringBuilder text = new StringBuilder("# URLs\n");
    for (SitePage page : SitePage.LISTED) {
      if (page.delay().isZero()) {
        text.append(site.url(page.path())).append('\n');
      }
    }
    // Nobody speaks TLS there; trying it loads the classes that do.
    text.append("https://127.0.0.1:").append(deaf.port()).append("/\n");
    text.append("no URL\n");
    return text.toString();
  }
}
