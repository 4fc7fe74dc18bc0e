package dev.outlink.charset;

import dev.outlink.url.QueryEncoding;
import java.nio.charset.StandardCharsets;

/** A query as it stands in a URL of a special scheme: "percent-encode after encoding". */
final class QueryText {

  private QueryText() {}

  static String percentEncoded(String query, WebEncoding encoding) {
    StringBuilder text = new StringBuilder();
    QueryEncoding.Receiver receiver =
        new QueryEncoding.Receiver() {
          @Override
          public void put(int octet) {
            if (octet <= ' ' || octet >= 0x7F || "\"#'<>".indexOf(octet) >= 0) {
              text.append(String.format("%%%02X", octet));
            } else {
              text.append((char) octet);
            }
          }

          @Override
          public void unmappable(int codePoint) {
            text.append("%26%23").append(codePoint).append("%3B");
          }
        };
    QueryEncoding bytes = encoding.queryEncoding();
    if (bytes != null) {
      bytes.encode(query, receiver);
    } else {
      for (byte b : query.getBytes(StandardCharsets.UTF_8)) {
        receiver.put(b & 0xFF);
      }
    }
    return text.toString();
  }
}
