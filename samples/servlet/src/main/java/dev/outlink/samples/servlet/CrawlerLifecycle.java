package dev.outlink.samples.servlet;

import dev.outlink.CrawlConfig;
import dev.outlink.Crawler;
import dev.outlink.Resources;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Makes one crawler for the whole application, and closes it with the application: no thread and no
 * connection outlives it, so the container can unload the classes.
 */
public final class CrawlerLifecycle implements ServletContextListener {

  /** The attribute under which servlets find the crawler. */
  static final String CRAWLER = "outlink.crawler";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    // A part of the application's threads and heap, not the whole machine.
    Resources resources = Resources.builder().computeThreads(1).memory(96L << 20).build();
    CrawlConfig config = CrawlConfig.builder().concurrency(32).build();
    event.getServletContext().setAttribute(CRAWLER, Crawler.create(config, resources));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (event.getServletContext().getAttribute(CRAWLER) instanceof Crawler crawler) {
      crawler.close();
    }
  }
}
