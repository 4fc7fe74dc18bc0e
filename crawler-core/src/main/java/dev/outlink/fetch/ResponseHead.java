package dev.outlink.fetch;

import com.google.common.base.CharMatcher;
import dev.outlink.detail.DetailText;
import dev.outlink.microsyntax.MimeType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What status and headers say about a response.
 *
 * @param status the HTTP status as sent
 * @param reason the reason phrase as sent, perhaps empty
 * @param contentType all Content-Types in their order, or null where there is none
 * @param contentEncoding all Content-Encodings in their order, or null
 * @param contentLength the Content-Length, or -1
 * @param location the first Location as text, or null where it is missing or blank
 * @param links all Link headers as text, in their order
 * @param robotsTags all X-Robots-Tag headers as text, in their order
 * @param refresh the first Refresh header as text, or null
 * @param retryAfter the first Retry-After, or null
 * @param headers all headers, or null where only the above is kept of them
 */
public record ResponseHead(
    int status,
    String reason,
    @Nullable String contentType,
    @Nullable String contentEncoding,
    long contentLength,
    @Nullable String location,
    List<String> links,
    List<String> robotsTags,
    @Nullable String refresh,
    @Nullable RetryAfter retryAfter,
    @Nullable HeaderList headers) {

  /** What a response says of itself; its headers are not kept. */
  public static ResponseHead of(int status, String reason, HeaderList headers) {
    return new ResponseHead(
        status,
        reason,
        joined(headers.all("Content-Type")),
        joined(headers.all("Content-Encoding")),
        length(headers.first("Content-Length")),
        blankToNull(first(headers, "Location")),
        all(headers, "Link"),
        all(headers, "X-Robots-Tag"),
        first(headers, "Refresh"),
        retryAfter(headers),
        null);
  }

  /** As {@link #of}, with all headers kept. */
  public static ResponseHead keeping(int status, String reason, HeaderList headers) {
    ResponseHead head = of(status, reason, headers);
    return head.with(head.contentEncoding, headers);
  }

  private static @Nullable String joined(List<String> values) {
    return blankToNull(values.size() == 1 ? values.get(0) : String.join(", ", values));
  }

  private static List<String> all(HeaderList headers, String name) {
    return headers.all(name).stream().map(ResponseHead::text).toList();
  }

  /** A head that says no more than a type. */
  public static ResponseHead plain(@Nullable String contentType) {
    return new ResponseHead(
        200, "", blankToNull(contentType), null, -1, null, List.of(), List.of(), null, null, null);
  }

  private static @Nullable RetryAfter retryAfter(HeaderList headers) {
    String value = headers.first("Retry-After");
    return value == null ? null : new RetryAfter(value, headers.first("Date"));
  }

  private static @Nullable String first(HeaderList headers, String name) {
    String value = headers.first(name);
    return value == null ? null : text(value);
  }

  /** This head, of a body that is no longer encoded. */
  ResponseHead decoded() {
    return with(null, headers);
  }

  private ResponseHead with(@Nullable String encoding, @Nullable HeaderList kept) {
    return new ResponseHead(
        status,
        reason,
        contentType,
        encoding,
        contentLength,
        location,
        links,
        robotsTags,
        refresh,
        retryAfter,
        kept);
  }

  /** RFC 9110, section 5.6.3. */
  private static final CharMatcher BLANKS = CharMatcher.anyOf(" \t");

  private static @Nullable String blankToNull(@Nullable String value) {
    String trimmed = value == null ? "" : BLANKS.trimFrom(value);
    return trimmed.isEmpty() ? null : trimmed;
  }

  private static long length(@Nullable String value) {
    try {
      return value == null ? -1 : Math.max(-1, Long.parseLong(value.strip()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * A header's bytes arrive as ISO 8859-1. They are read as UTF-8, which is what servers send;
   * where they are not, each byte beyond ASCII is percent-encoded as it is.
   */
  private static String text(String value) {
    if (value.chars().allMatch(c -> c < 0x80)) {
      return value;
    }
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      StringBuilder escaped = new StringBuilder(value.length() + 16);
      for (byte b : bytes) {
        if (b >= 0) {
          escaped.append((char) b);
        } else {
          escaped.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
      }
      return escaped.toString();
    }
  }

  /**
   * The outcome that the head alone decides; null where the body is to be read.
   *
   * <p>301, 302, 303, 307 and 308 are redirects; of several Locations the first one counts, as in
   * browsers. 204 and 205 have no document. The other 2xx are pages if their type is among the
   * documents, or missing; then the content decides. A status is three digits; one of 600 to 999
   * counts as a server error (RFC 9110, section 15).
   *
   * @param documents types of documents that are pages, or null for every type
   */
  public @Nullable FetchOutcome verdict(@Nullable Set<DocumentType> documents) {
    if (status < 100 || status > 999) {
      return new FetchOutcome.Other(
          FetchEnd.BAD_RESPONSE, 0, contentType, "status " + status + " is not one of HTTP");
    }
    return switch (status) {
      case 301, 302, 303, 307, 308 -> new FetchOutcome.Redirect(status, location);
      case 204, 205 -> other(FetchEnd.NOT_HTML, "no content");
      default -> {
        if (status < 200) {
          yield other(
              FetchEnd.BAD_RESPONSE,
              status == 101 ? "the server switched protocols unasked" : "status " + status);
        }
        if (status > 299) {
          yield other(FetchEnd.HTTP_ERROR, phrase());
        }
        if (documents != null && !documents.contains(DocumentType.of(contentType))) {
          yield other(FetchEnd.NOT_HTML, "");
        }
        yield null;
      }
    };
  }

  /** Whether all of the body is known to be short; nothing follows a 204 or 304. */
  public boolean hasBodyUpTo(long bytes) {
    return status == 204 || status == 304 || (contentLength >= 0 && contentLength <= bytes);
  }

  /** True where only the content can tell whether it is text. */
  public boolean isUnlabelled() {
    return contentEncoding == null && (contentType == null || MimeType.of(contentType) == null);
  }

  /** An end of this response without a page. */
  public FetchOutcome.Other other(FetchEnd outcome, String detail) {
    return new FetchOutcome.Other(outcome, status, contentType, detail, retryAfter);
  }

  private String phrase() {
    return reason.isBlank() ? StatusPhrase.of(status) : DetailText.sanitised(reason);
  }
}
