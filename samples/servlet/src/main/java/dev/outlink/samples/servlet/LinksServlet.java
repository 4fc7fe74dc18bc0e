package dev.outlink.samples.servlet;

import dev.outlink.Crawler;
import dev.outlink.link.Outlink;
import dev.outlink.record.PageResult;
import dev.outlink.seed.Seeds;
import dev.outlink.sink.PageResults;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Answers with the links of the pages that the request names, a line each, as they are found. */
public final class LinksServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] pages = request.getParameterValues("page");
    if (pages == null) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, "page: which page?");
      return;
    }
    Crawler crawler = (Crawler) getServletContext().getAttribute(CrawlerLifecycle.CRAWLER);
    response.setContentType("text/plain; charset=utf-8");
    // The crawl goes as fast as the client reads; where the client goes away, the crawl ends.
    try (PageResults results = crawler.pull(Seeds.of(List.of(pages)))) {
      PrintWriter out = response.getWriter();
      while (results.hasNext() && !out.checkError()) {
        PageResult result = results.next();
        for (Outlink link : result.links()) {
          out.println(result.page().url() + " " + link.url().href());
        }
      }
    }
  }
}
