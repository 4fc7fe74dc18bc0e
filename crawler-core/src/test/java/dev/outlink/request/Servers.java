package dev.outlink.request;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.fetch.Lease;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.ResponseHead;
import dev.outlink.testing.Urls;
import dev.outlink.url.Host;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Servers that answer from a table; where it has nothing, when they are told to. */
final class Servers implements Fetcher {

  final List<FetchRequest> requests = new ArrayList<>();
  final Map<String, FetchOutcome> answers = new HashMap<>();
  final List<CompletableFuture<FetchOutcome>> open = new ArrayList<>();
  final Map<String, CompletableFuture<String>> addresses = new HashMap<>();

  @Override
  public CompletableFuture<FetchOutcome> fetch(FetchRequest request) {
    requests.add(request);
    FetchOutcome answer = answers.get(request.url().href());
    if (answer != null) {
      return CompletableFuture.completedFuture(answer);
    }
    CompletableFuture<FetchOutcome> later = new CompletableFuture<>();
    open.add(later);
    return later;
  }

  @Override
  public CompletableFuture<String> address(Host host) {
    CompletableFuture<String> known = addresses.get(host.name());
    return known == null ? CompletableFuture.completedFuture("") : known;
  }

  List<String> asked() {
    return requests.stream().map(request -> request.url().href()).toList();
  }

  static FetchOutcome end(FetchEnd end, int status) {
    return new FetchOutcome.Other(end, status, null, "as if");
  }

  /** A document, which counts how often it is closed. */
  static Page text(String text, AtomicInteger closed) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Lease lease =
        new Lease() {
          @Override
          public void resize(long bytes) {}

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    return Page.arrived(
        Urls.url("http://any.example/"),
        ResponseHead.plain("text/plain"),
        body,
        body.length,
        false,
        lease);
  }

  @Override
  public void close() {}
}
