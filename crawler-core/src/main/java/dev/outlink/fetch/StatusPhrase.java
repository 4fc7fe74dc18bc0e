package dev.outlink.fetch;

/** The phrases of the HTTP Status Code Registry, for servers that send none, as over HTTP/2. */
final class StatusPhrase {

  private StatusPhrase() {}

  /** The phrase of a status of 300 to 999; of one that is not registered, that of its class. */
  static String of(int status) {
    return switch (status) {
      case 300 -> "Multiple Choices";
      case 304 -> "Not Modified";
      case 305 -> "Use Proxy";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 402 -> "Payment Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 407 -> "Proxy Authentication Required";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 411 -> "Length Required";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 416 -> "Range Not Satisfiable";
      case 417 -> "Expectation Failed";
      case 421 -> "Misdirected Request";
      case 422 -> "Unprocessable Content";
      case 423 -> "Locked";
      case 424 -> "Failed Dependency";
      case 451 -> "Unavailable For Legal Reasons";
      case 425 -> "Too Early";
      case 426 -> "Upgrade Required";
      case 428 -> "Precondition Required";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      case 506 -> "Variant Also Negotiates";
      case 507 -> "Insufficient Storage";
      case 510 -> "Not Extended";
      case 511 -> "Network Authentication Required";
      default -> classOf(status) + " (" + status + ')';
    };
  }

  private static String classOf(int status) {
    return switch (status / 100) {
      case 3 -> "Redirection";
      case 4 -> "Client Error";
      case 5 -> "Server Error";
      default -> "Unknown Status";
    };
  }
}
