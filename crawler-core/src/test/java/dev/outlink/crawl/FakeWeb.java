package dev.outlink.crawl;

import static dev.outlink.testing.Urls.url;

import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.FetchRequest;
import dev.outlink.fetch.Fetcher;
import dev.outlink.fetch.Page;
import dev.outlink.url.CrawlUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Servers that answer from a table, at once or when told to. */
final class FakeWeb implements Fetcher {

  private final Map<String, Function<FetchRequest, CompletableFuture<FetchOutcome>>> answers =
      new HashMap<>();
  private final List<FetchRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private Function<CrawlUrl, FetchOutcome> otherwise =
      url -> new FetchOutcome.Other(FetchEnd.HTTP_ERROR, 404, "text/html", "Not Found");

  FakeWeb answer(String url, FetchOutcome outcome) {
    return answer(url, request -> CompletableFuture.completedFuture(outcome));
  }

  FakeWeb answer(String url, Function<FetchRequest, CompletableFuture<FetchOutcome>> answer) {
    answers.put(url, answer);
    return this;
  }

  FakeWeb page(String at, String... links) {
    return answer(at, request -> CompletableFuture.completedFuture(pageOf(at, links)));
  }

  FakeWeb redirect(String from, String location) {
    return answer(from, new FetchOutcome.Redirect(302, location));
  }

  /** A server that accepts and then says nothing. */
  CompletableFuture<FetchOutcome> silent(String url) {
    CompletableFuture<FetchOutcome> never = new CompletableFuture<>();
    answer(url, request -> never);
    return never;
  }

  static Page pageOf(String at, String... links) {
    StringBuilder html = new StringBuilder("<title>t</title>");
    for (String link : links) {
      html.append("<a href='").append(link).append("'>x</a>\n");
    }
    return Page.of(url(at), "text/html", html.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A body of whatever type. */
  static Page text(String text) {
    return Page.of(url("http://any.example/"), "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  /** What answers where the table has nothing. */
  FakeWeb otherwise(Function<CrawlUrl, FetchOutcome> answer) {
    otherwise = answer;
    return this;
  }

  List<FetchRequest> requests() {
    return requests;
  }

  List<String> requested() {
    return requests.stream().map(request -> request.url().href()).toList();
  }

  @Override
  public CompletableFuture<FetchOutcome> fetch(FetchRequest request) {
    requests.add(request);
    Function<FetchRequest, CompletableFuture<FetchOutcome>> answer =
        answers.get(request.url().href());
    return answer != null
        ? answer.apply(request)
        : CompletableFuture.completedFuture(otherwise.apply(request.url()));
  }

  @Override
  public void close() {}
}
