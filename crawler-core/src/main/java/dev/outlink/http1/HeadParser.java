package dev.outlink.http1;

import dev.outlink.microsyntax.HttpToken;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * From lines to the head of a response (RFC 9112, sections 4 and 5). Confined to one thread.
 *
 * <p>A line that is no field is passed over, as in browsers; the connection is then not used again,
 * since the line may have been meant to say how long the body is.
 */
final class HeadParser {

  private @Nullable HttpResponse response;
  private @Nullable String name;
  private String value = "";
  private boolean skippedLine;

  /** Whether there is a status line. */
  boolean hasBegun() {
    return response != null;
  }

  /** Whether a line was passed over. */
  boolean skippedLine() {
    return skippedLine;
  }

  /**
   * One more line.
   *
   * @return the whole response where the line was the empty one at its end, or null
   * @throws MalformedResponse where this is no response
   */
  @Nullable HttpResponse add(MessageLine line) {
    line.checkEnds("head");
    HttpResponse present = response;
    if (present == null) {
      if (!line.isEmpty()) { // Empty lines before a response say nothing.
        response = statusLine(line);
        skippedLine = false;
      }
      return null;
    }
    if (line.isEmpty()) {
      endField(present.headers());
      response = null;
      return present;
    }
    if (line.beginsWithSpace()) {
      fold(line);
    } else {
      endField(present.headers());
      field(line);
    }
    return null;
  }

  private static HttpResponse statusLine(MessageLine line) {
    int end = 0;
    while (end < line.length() && !MessageLine.isSpace(line.at(end))) {
      end++;
    }
    HttpVersion version = version(line, end);
    int code = line.skipSpaces(end);
    int afterCode = code;
    int status = 0;
    while (afterCode < line.length() && isDigit(line.at(afterCode)) && afterCode < code + 4) {
      status = 10 * status + line.at(afterCode) - '0';
      afterCode++;
    }
    boolean ends = afterCode == line.length() || MessageLine.isSpace(line.at(afterCode));
    if (afterCode != code + 3 || !ends) {
      throw new MalformedResponse("no status of three digits in " + line.shown());
    }
    String reason = line.trimmed(afterCode, line.length());
    return new DefaultHttpResponse(
        version,
        reason.isEmpty() ? HttpResponseStatus.valueOf(status) : status(status, reason),
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders());
  }

  private static HttpResponseStatus status(int code, String reason) {
    HttpResponseStatus known = HttpResponseStatus.valueOf(code);
    return known.reasonPhrase().equals(reason) ? known : new HttpResponseStatus(code, reason);
  }

  private static HttpVersion version(MessageLine line, int end) {
    String version = line.trimmed(0, end);
    return switch (version) {
      case "HTTP/1.1" -> HttpVersion.HTTP_1_1;
      case "HTTP/1.0" -> HttpVersion.HTTP_1_0;
      default -> {
        if (version.matches("HTTP/1\\.[0-9]")) {
          // RFC 9110, section 2.5: as the highest minor version that we know.
          yield HttpVersion.HTTP_1_1;
        }
        throw version.startsWith("HTTP/")
            ? new MalformedResponse("another version of HTTP in " + line.shown())
            : noStatusLine(line);
      }
    };
  }

  /** What begins as no response does. */
  static MalformedResponse noStatusLine(MessageLine line) {
    boolean tls = line.length() > 1 && line.at(0) == 0x15 && line.at(1) == 3;
    return new MalformedResponse(
        tls
            ? "the server speaks TLS on this port"
            : "no status line (HTTP/0.9?), it begins with " + line.shown());
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private void field(MessageLine line) {
    int colon = line.indexOf(':', 0);
    int end = Math.max(colon, 0);
    while (end > 0 && MessageLine.isSpace(line.at(end - 1))) {
      end--;
    }
    if (end == 0 || !isToken(line, end)) {
      skippedLine = true;
      return;
    }
    name = line.trimmed(0, end);
    value = line.trimmed(colon + 1, line.length());
  }

  private static boolean isToken(MessageLine line, int end) {
    for (int i = 0; i < end; i++) {
      if (!HttpToken.has(line.at(i))) {
        return false;
      }
    }
    return true;
  }

  /** RFC 9112, section 5.2: a folded line goes on with the value, after one space. */
  private void fold(MessageLine line) {
    if (name == null) {
      skippedLine = true;
      return;
    }
    String more = line.trimmed(0, line.length());
    value = value.isEmpty() || more.isEmpty() ? value + more : value + ' ' + more;
  }

  private void endField(HttpHeaders headers) {
    if (name != null) {
      headers.add(name, value);
      name = null;
    }
  }
}
