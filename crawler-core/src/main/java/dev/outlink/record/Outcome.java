package dev.outlink.record;

import dev.outlink.fetch.FetchEnd;

/**
 * The one final state of a URL or input line: the vocabulary of the page records' {@code outcome}
 * column.
 */
public enum Outcome {
  /** An HTML page, complete; its links are listed. */
  PAGE("page", Kind.DONE),
  /** An HTML page that was cut at the size limit; the links up to there are listed. */
  TRUNCATED("truncated", Kind.DONE),
  /** A success whose media type is not HTML; the body was not read. */
  NOT_HTML("not-html", Kind.DONE),
  /** A redirect to a URL that is crawled on its own account, or is not to be crawled. */
  REDIRECT("redirect", Kind.DONE),
  /** A final status that is no success: 4xx, 5xx, or one that is unknown. */
  HTTP_ERROR("http-error", Kind.FAILED),
  /** More redirects in a row than allowed. */
  REDIRECT_LIMIT("redirect-limit", Kind.FAILED),
  /** A redirect without a usable http(s) target. */
  BAD_REDIRECT("bad-redirect", Kind.FAILED),
  /** The host name did not resolve. */
  DNS_ERROR("dns-error", Kind.FAILED),
  /** No name server answered: our own network may have failed, not the host. */
  DNS_TIMEOUT("dns-timeout", Kind.FAILED),
  /** Our own machine could not send: network unreachable, too many open files. */
  NETWORK_ERROR("network-error", Kind.FAILED),
  /** The server's machine refused the connection. */
  CONNECT_REFUSED("connect-refused", Kind.FAILED),
  /** No connection within the connect timeout. */
  CONNECT_TIMEOUT("connect-timeout", Kind.FAILED),
  /** The connection could not be made for another reason (no route, network unreachable). */
  CONNECT_FAILED("connect-failed", Kind.FAILED),
  /** The TLS handshake failed: certificate, protocol, or name. */
  TLS_ERROR("tls-error", Kind.FAILED),
  /** The whole request took longer than its timeout. */
  TIMEOUT("timeout", Kind.FAILED),
  /** Nothing arrived for as long as the read timeout. */
  READ_TIMEOUT("read-timeout", Kind.FAILED),
  /** The connection was closed before a response began. */
  CONNECTION_CLOSED("connection-closed", Kind.FAILED),
  /** The connection was closed within the response; its links are withheld. */
  INCOMPLETE("incomplete", Kind.FAILED),
  /** The response is not HTTP, or breaks its rules. */
  BAD_RESPONSE("bad-response", Kind.FAILED),
  /** The response's head is larger than the limit. */
  HEADERS_TOO_LARGE("headers-too-large", Kind.FAILED),
  /** The body's content encoding is unknown or broken. */
  BAD_ENCODING("bad-encoding", Kind.FAILED),
  /** The input line is no URL, or one that cannot be fetched. */
  BAD_URL("bad-url", Kind.REFUSED),
  /** The same URL was admitted before. */
  DUPLICATE("duplicate", Kind.REFUSED),
  /** The server's robots.txt forbids it, or could not be asked. */
  ROBOTS_DENIED("robots-denied", Kind.REFUSED),
  /** The host failed so many times in a row that it is left alone. */
  HOST_DOWN("host-down", Kind.FAILED),
  /** A budget of the crawl was used up. */
  OVER_BUDGET("over-budget", Kind.REFUSED),
  /** The crawl was stopped before this URL was done. */
  STOPPED("stopped", Kind.REFUSED),
  /** A bug of this program; the detail says where. */
  INTERNAL_ERROR("internal-error", Kind.FAILED);

  private enum Kind {
    DONE,
    FAILED,
    REFUSED
  }

  private final String label;
  private final Kind kind;

  Outcome(String label, Kind kind) {
    this.label = label;
    this.kind = kind;
  }

  /** The outcome of a URL whose request ended so. */
  public static Outcome of(FetchEnd end) {
    return switch (end) {
      case NOT_HTML -> NOT_HTML;
      case HTTP_ERROR -> HTTP_ERROR;
      case DNS_ERROR -> DNS_ERROR;
      case DNS_TIMEOUT -> DNS_TIMEOUT;
      case NETWORK_ERROR -> NETWORK_ERROR;
      case CONNECT_REFUSED -> CONNECT_REFUSED;
      case CONNECT_TIMEOUT -> CONNECT_TIMEOUT;
      case CONNECT_FAILED -> CONNECT_FAILED;
      case TLS_ERROR -> TLS_ERROR;
      case TIMEOUT -> TIMEOUT;
      case READ_TIMEOUT -> READ_TIMEOUT;
      case CONNECTION_CLOSED -> CONNECTION_CLOSED;
      case INCOMPLETE -> INCOMPLETE;
      case BAD_RESPONSE -> BAD_RESPONSE;
      case HEADERS_TOO_LARGE -> HEADERS_TOO_LARGE;
      case BAD_ENCODING -> BAD_ENCODING;
      case BAD_URL -> BAD_URL;
      case STOPPED -> STOPPED;
      case INTERNAL_ERROR -> INTERNAL_ERROR;
    };
  }

  /** The outcome of a label; of a text that is none, {@link #INTERNAL_ERROR}. */
  public static Outcome of(String label) {
    for (Outcome outcome : values()) {
      if (outcome.label.equals(label)) {
        return outcome;
      }
    }
    return INTERNAL_ERROR;
  }

  /** The text in the {@code outcome} column. */
  public String label() {
    return label;
  }

  /** True where a fetch was tried and brought neither a page nor another kind of document. */
  public boolean isFailure() {
    return kind == Kind.FAILED;
  }
}
