package dev.outlink.samples.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * Runs the application in a server of its own, asks it for the links of one of its pages, stops it,
 * and checks that nothing is left. So the build notices when this example stops working.
 */
public final class Main {

  private Main() {}

  /** Runs; the argument is the folder for the server's files. */
  public static void main(String[] args)
      throws IOException, InterruptedException, LifecycleException {
    Tomcat server = new Tomcat();
    server.setBaseDir(Files.createDirectories(Path.of(args[0], "tomcat")).toString());
    server.setHostname("127.0.0.1");
    server.setPort(0);
    Context context = server.addContext("", null);
    context.addApplicationListener(CrawlerLifecycle.class.getName());
    Tomcat.addServlet(context, "links", new LinksServlet());
    context.addServletMappingDecoded("/links", "links");
    Tomcat.addServlet(context, "menu", new Menu());
    context.addServletMappingDecoded("/menu", "menu");
    server.getConnector();
    server.start();
    String site = "http://127.0.0.1:" + server.getConnector().getLocalPort() + "/";
    String answer = get(site + "links?page=" + site + "menu&page=" + site + "menu?day=2");
    server.stop();
    server.destroy();

    List<String> lines = answer.lines().sorted().toList();
    List<String> expected =
        List.of(
            site + "menu " + site + "cake",
            site + "menu " + site + "tea",
            site + "menu?day=2 " + site + "cake",
            site + "menu?day=2 " + site + "tea");
    if (!lines.equals(expected)) {
      throw new IllegalStateException("expected " + expected + " but got " + lines);
    }
    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(Thread::isAlive)
            .map(Thread::getName)
            .filter(name -> name.startsWith("outlink"))
            .toList();
    if (!left.isEmpty()) {
      throw new IllegalStateException("threads are left: " + left);
    }
    System.out.println(lines.size() + " links, and no thread is left");
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient()
        .send(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
        .body();
  }

  /** A page to crawl. */
  private static final class Menu extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/html; charset=utf-8");
      response.getWriter().print("<a href=tea>Tea</a> <a href=cake>Cake</a>");
    }
  }
}
