package dev.outlink.cli.demo;

import com.google.common.collect.ImmutableMap;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A web server on a free port of 127.0.0.1 that serves the bundled site, and nothing but that.
 * Closing it frees the port and ends its threads.
 */
final class DemoSite implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int BACKLOG = 256;

  private final ImmutableMap<String, DemoPage> pages =
      Stream.concat(DemoPage.LISTED.stream(), DemoPage.ON_THE_WAY.stream())
          .collect(ImmutableMap.toImmutableMap(DemoPage::path, page -> page));
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "demo-site");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpServer server;

  private DemoSite(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @throws IOException if there is no free port
   */
  static DemoSite open() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
    DemoSite site = new DemoSite(server);
    server.setExecutor(site.threads);
    server.createContext("/", site::handle);
    server.start();
    return site;
  }

  /** The absolute URL of a path. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void handle(HttpExchange exchange) {
    DemoPage page = pages.get(exchange.getRequestURI().getPath());
    if (page == null) {
      send(exchange, DemoResponse.error(404));
    } else if (page.delay().isZero()) {
      send(exchange, page.reply().get());
    } else {
      Executor later =
          CompletableFuture.delayedExecutor(
              page.delay().toMillis(), TimeUnit.MILLISECONDS, threads);
      later.execute(() -> send(exchange, page.reply().get()));
    }
  }

  private static void send(HttpExchange exchange, DemoResponse reply) {
    try (exchange) {
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      long length = reply.body().size();
      exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
      reply.body().copyTo(exchange.getResponseBody());
    } catch (IOException gone) {
      // The crawler has hung up, which is its right; the server logs it at a level that is off.
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
