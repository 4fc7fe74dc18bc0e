package dev.outlink.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What status and headers say about a response. */
class ResponseHeadTest {

  private static final Set<DocumentType> HTML = FetchConfig.HTML_ONLY;

  private static ResponseHead head(int status, String... fields) {
    return ResponseHead.of(status, "", HeaderList.of(fields));
  }

  private static FetchOutcome.Other end(ResponseHead head) {
    return (FetchOutcome.Other) Objects.requireNonNull(head.verdict(HTML));
  }

  /** A text as its UTF-8 octets arrive. */
  private static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void of_headersOfSeveralLines_areJoinedOrListedOrTheFirst() {
    ResponseHead head =
        head(
            200,
            "content-type",
            "text/html",
            "CONTENT-TYPE",
            "text/plain",
            "Content-Encoding",
            "gzip",
            "Content-Encoding",
            "br",
            "Link",
            "<a>",
            "link",
            "<b>",
            "X-Robots-Tag",
            "noindex",
            "Location",
            "/1",
            "Location",
            "/2",
            "Refresh",
            "0",
            "Refresh",
            "1",
            "Retry-After",
            "5",
            "Date",
            "x");
    assertThat(head.contentType()).isEqualTo("text/html, text/plain");
    assertThat(head.contentEncoding()).isEqualTo("gzip, br");
    assertThat(head.links()).containsExactly("<a>", "<b>");
    assertThat(head.robotsTags()).containsExactly("noindex");
    assertThat(head.location()).isEqualTo("/1");
    assertThat(head.refresh()).isEqualTo("0");
    assertThat(head.retryAfter()).isEqualTo(new RetryAfter("5", "x"));
    assertThat(head.headers()).as("not kept").isNull();
  }

  @Test
  void of_noHeaders_saysNothing() {
    ResponseHead head = head(200);
    assertThat(head.contentType()).isNull();
    assertThat(head.contentEncoding()).isNull();
    assertThat(head.contentLength()).isEqualTo(-1);
    assertThat(head.location()).isNull();
    assertThat(head.links()).isEmpty();
    assertThat(head.retryAfter()).isNull();
  }

  @Test
  void keeping_headers_areKeptAsTheyWereSent() {
    HeaderList sent = HeaderList.of("X", "1", "Content-Encoding", "gzip");
    ResponseHead head = ResponseHead.keeping(200, "OK", sent);
    assertThat(head.headers()).isEqualTo(sent);
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.decoded().contentEncoding()).isNull();
    assertThat(head.decoded().headers()).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t \t"})
  void of_blankValues_areAsIfMissing(String blank) {
    ResponseHead head =
        head(302, "Location", blank, "Content-Type", blank, "Content-Encoding", blank);
    assertThat(head.location()).isNull();
    assertThat(head.contentType()).isNull();
    assertThat(head.contentEncoding()).isNull();
    assertThat(head.verdict(HTML)).isEqualTo(new FetchOutcome.Redirect(302, null));
  }

  @Test
  void location_isUtf8_orPercentEncodedWhereItIsNot() {
    assertThat(head(301, "Location", octets("/caf\u00e9?\ud83d\ude00")).location())
        .isEqualTo("/caf\u00e9?\ud83d\ude00");
    assertThat(head(301, "Location", "/caf\u00e9?a%20b").location()).isEqualTo("/caf%E9?a%20b");
    assertThat(head(301, "Location", " /x\t").location()).isEqualTo("/x");
    String mixed = octets("\u00e9") + "\u00e9";
    assertThat(head(301, "Location", mixed).location()).isEqualTo("%C3%A9%E9");
    assertThat(head(200, "Link", "<\u00ff>").links()).containsExactly("<%FF>");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "' 12 ', 12",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, -1",
    "-1, -1",
    "-5, -1",
    "1.5, -1",
    "'1, 1', -1",
    "x, -1",
    "'', -1",
  })
  void contentLength_isANumberOrUnknown(String value, long length) {
    assertThat(head(200, "Content-Length", value).contentLength()).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void verdict_redirects_pointElsewhere(int status) {
    assertThat(head(status, "Location", "/x", "Content-Type", "text/html").verdict(HTML))
        .isEqualTo(new FetchOutcome.Redirect(status, "/x"));
  }

  @Test
  void verdict_everyStatus_isOfItsClass() {
    for (int status = -1; status <= 1_001; status++) {
      ResponseHead head = head(status, "Location", "/x", "Content-Type", "text/html");
      FetchOutcome verdict = head.verdict(HTML);
      if (status < 100 || status > 999) {
        assertThat(end(head))
            .isEqualTo(
                new FetchOutcome.Other(
                    FetchEnd.BAD_RESPONSE,
                    0,
                    "text/html",
                    "status " + status + " is not one of HTTP"));
      } else if (status < 200) {
        assertThat(end(head).end()).isEqualTo(FetchEnd.BAD_RESPONSE);
      } else if (status == 204 || status == 205) {
        assertThat(end(head).end()).isEqualTo(FetchEnd.NOT_HTML);
        assertThat(end(head).detail()).isEqualTo("no content");
      } else if (status < 300) {
        assertThat(verdict).as("%d", status).isNull();
      } else if (!(verdict instanceof FetchOutcome.Redirect)) {
        assertThat(end(head).end()).isEqualTo(FetchEnd.HTTP_ERROR);
        assertThat(end(head).status()).isEqualTo(status);
        assertThat(end(head).detail()).isNotBlank();
      }
    }
    assertThat(end(head(101)).detail()).isEqualTo("the server switched protocols unasked");
    assertThat(end(head(103)).detail()).isEqualTo("status 103");
  }

  @ParameterizedTest
  @CsvSource({
    "404, 'Not Found', Not Found",
    "404, '', Not Found",
    "404, '   ', Not Found",
    "404, Aw\u0007ay, Aw?ay",
    "413, , Content Too Large",
    "306, , Redirection (306)",
    "418, , Client Error (418)",
    "499, , Client Error (499)",
    "599, , Server Error (599)",
    "600, , Unknown Status (600)",
    "999, , Unknown Status (999)",
  })
  void verdict_phrase_isTheServersOrThatOfTheRegistry(
      int status, @Nullable String reason, String detail) {
    ResponseHead head = ResponseHead.of(status, reason == null ? "" : reason, HeaderList.EMPTY);
    assertThat(end(head).detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, true",
    "TEXT/HTML;charset=x, true",
    "application/xhtml+xml, true",
    "'text/plain, text/html', true",
    "'text/html, text/plain', false",
    "'text/html, nonsense', true",
    "nonsense, true",
    ", true",
    "text/plain, false",
    "application/xml, false",
    "image/svg+xml, false",
    "application/octet-stream, false",
  })
  void verdict_type_isAmongThoseThatAreWanted(@Nullable String type, boolean wanted) {
    ResponseHead head = type == null ? head(200) : head(200, "Content-Type", type);
    assertThat(head.verdict(HTML) == null).isEqualTo(wanted);
    assertThat(head.verdict(null)).as("every type").isNull();
    if (!wanted) {
      assertThat(end(head)).isEqualTo(new FetchOutcome.Other(FetchEnd.NOT_HTML, 200, type, ""));
      assertThat(head.verdict(EnumSet.allOf(DocumentType.class))).isNull();
    }
  }

  @Test
  void other_keepsWhatTheServerAsksFor() {
    ResponseHead busy = head(503, "Retry-After", "7", "Content-Type", "a/b");
    assertThat(end(busy))
        .isEqualTo(
            new FetchOutcome.Other(
                FetchEnd.HTTP_ERROR, 503, "a/b", "Service Unavailable", new RetryAfter("7", null)));
  }

  @ParameterizedTest
  @CsvSource({"200,5,5,true", "200,6,5,false", "200,-1,5,false", "204,-1,0,true", "304,9,5,true"})
  void hasBodyUpTo_isKnownByLengthOrStatus(int status, long length, long bytes, boolean is) {
    ResponseHead head = head(status, "Content-Length", String.valueOf(length));
    assertThat(head.hasBodyUpTo(bytes)).isEqualTo(is);
  }

  @Test
  void isUnlabelled_withoutTypeAndEncoding() {
    assertThat(head(200).isUnlabelled()).isTrue();
    assertThat(head(200, "Content-Type", "nonsense").isUnlabelled()).isTrue();
    assertThat(head(200, "Content-Type", "a/b").isUnlabelled()).isFalse();
    assertThat(head(200, "Content-Encoding", "gzip").isUnlabelled()).isFalse();
    assertThat(ResponseHead.plain(" ").isUnlabelled()).isTrue();
    assertThat(ResponseHead.plain("text/css").isUnlabelled()).isFalse();
  }

  /** Some fields of the table that is kept by IANA; the others are told by their class. */
  @ParameterizedTest
  @CsvSource({
    "300, Multiple Choices",
    "400, Bad Request",
    "408, Request Timeout",
    "421, Misdirected Request",
    "425, Too Early",
    "429, Too Many Requests",
    "431, Request Header Fields Too Large",
    "451, Unavailable For Legal Reasons",
    "500, Internal Server Error",
    "504, Gateway Timeout",
    "511, Network Authentication Required"
  })
  void phrase_ofTheRegistry_isKnown(int status, String phrase) {
    assertThat(StatusPhrase.of(status)).isEqualTo(phrase);
  }
}
