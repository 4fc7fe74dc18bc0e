package dev.outlink.http1;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the body of a response ends (RFC 9112, section 6.3).
 *
 * @param end by what its end is known
 * @param length its bytes, where the end is {@link End#LENGTH}
 * @param clear whether the connection can be used again: not where the server contradicts itself
 */
record Framing(End end, long length, boolean clear) {

  /** How the end of a body is known. */
  enum End {
    /** There is no body. */
    AT_ONCE,
    LENGTH,
    CHUNKED,
    /** The connection ends with it. */
    CLOSE
  }

  private static final Splitter LIST = Splitter.on(',').trimResults(CharMatcher.anyOf(" \t"));
  private static final String CHUNKED = "chunked";
  private static final int MOST_DIGITS = 18;

  /**
   * Decides, and writes into the headers what the decision means: transfer codings besides chunked
   * become content codings, which they are undone like; a Content-Length that does not count is
   * taken out.
   *
   * @throws MalformedResponse where the body cannot be told
   */
  static Framing of(HttpResponse response) {
    int status = response.status().code();
    HttpHeaders headers = response.headers();
    if (status < 200 || status == 204 || status == 304) {
      return new Framing(End.AT_ONCE, 0, true);
    }
    List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      List<String> codings = codings(headers.getAll(HttpHeaderNames.TRANSFER_ENCODING));
      boolean chunked = undone(codings, headers);
      if (chunked || !codings.isEmpty()) {
        // Both say how long it is, it says so twice, or a version that cannot know it does (6.1).
        boolean clear =
            chunked
                && lengths.isEmpty()
                && codings.indexOf(CHUNKED) == codings.size() - 1
                && response.protocolVersion().equals(HttpVersion.HTTP_1_1);
        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        return new Framing(chunked ? End.CHUNKED : End.CLOSE, 0, clear);
      }
    }
    long length = length(lengths);
    if (length < 0) {
      headers.remove(HttpHeaderNames.CONTENT_LENGTH);
      return new Framing(End.CLOSE, 0, false);
    }
    if (lengths.size() > 1 || lengths.get(0).indexOf(',') >= 0) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
    }
    return new Framing(length == 0 ? End.AT_ONCE : End.LENGTH, length, true);
  }

  /** Those that change the body: not identity, which earlier standards had. */
  private static List<String> codings(List<String> values) {
    List<String> codings = new ArrayList<>(1);
    for (String value : values) {
      for (String each : LIST.split(value)) {
        String coding = each.toLowerCase(Locale.ROOT); // none has parameters, so those are unknown
        if (!coding.isEmpty() && !coding.equals("identity")) {
          codings.add(coding);
        }
      }
    }
    return codings;
  }

  /**
   * True where the body is chunked; other codings are left to who decodes the content. Servers that
   * say chunked twice, mostly since a proxy has added it, have done it once.
   */
  private static boolean undone(List<String> codings, HttpHeaders headers) {
    boolean chunked = false;
    for (String coding : codings) {
      if (chunked && !coding.equals(CHUNKED)) {
        throw new MalformedResponse("a Transfer-Encoding behind chunked");
      }
      switch (coding) {
        case CHUNKED -> chunked = true;
        case "gzip", "x-gzip", "deflate" -> headers.add(HttpHeaderNames.CONTENT_ENCODING, coding);
        default -> throw new MalformedResponse("the Transfer-Encoding " + coding);
      }
    }
    return chunked;
  }

  /**
   * The one number that all values say; -1 where there is none, or what they all say is no number
   * (Fetch standard, "legacy extract a length").
   */
  private static long length(List<String> values) {
    String all = null;
    for (String value : values) {
      for (String each : LIST.split(value)) {
        if (all != null && !all.equals(each)) {
          throw new MalformedResponse("different Content-Lengths: " + all + " and " + each);
        }
        all = each;
      }
    }
    if (all == null || all.isEmpty() || !CharMatcher.inRange('0', '9').matchesAllOf(all)) {
      return -1;
    }
    String digits = CharMatcher.is('0').trimLeadingFrom(all);
    return digits.length() > MOST_DIGITS
        ? Long.MAX_VALUE
        : digits.isEmpty() ? 0 : Long.parseLong(digits);
  }
}
