package dev.outlink.fetch;

/** How a request ended that brought neither a page nor a redirect. */
public enum FetchEnd {
  /** A success whose media type is not HTML; the body was not read. */
  NOT_HTML,
  /** A final status that is no success: 4xx, 5xx, or one that is unknown. */
  HTTP_ERROR,
  /** The host name did not resolve. */
  DNS_ERROR,
  /** No name server answered: our own network may have failed, not the host. */
  DNS_TIMEOUT,
  /** Our own machine could not send: network unreachable, too many open files. */
  NETWORK_ERROR,
  /** The server's machine refused the connection. */
  CONNECT_REFUSED,
  /** No connection within the connect timeout. */
  CONNECT_TIMEOUT,
  /** The connection could not be made for another reason (no route, network unreachable). */
  CONNECT_FAILED,
  /** The TLS handshake failed: certificate, protocol, or name. */
  TLS_ERROR,
  /** The whole request took longer than its timeout. */
  TIMEOUT,
  /** Nothing arrived for as long as the read timeout. */
  READ_TIMEOUT,
  /** The connection was closed before a response began. */
  CONNECTION_CLOSED,
  /** The connection was closed within the response; its links are withheld. */
  INCOMPLETE,
  /** The response is not HTTP, or breaks its rules. */
  BAD_RESPONSE,
  /** The response's head is larger than the limit. */
  HEADERS_TOO_LARGE,
  /** The body's content encoding is unknown or broken. */
  BAD_ENCODING,
  /** The URL cannot be asked for over HTTP. */
  BAD_URL,
  /** The request was cancelled. */
  STOPPED,
  /** A bug of this program; the detail says where. */
  INTERNAL_ERROR;

  /** Whether a fetch was tried and brought no document of any kind. */
  public boolean isFailure() {
    return this != NOT_HTML && this != BAD_URL && this != STOPPED;
  }
}
