package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.decode.ContentDecoder;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.testing.LeaksExtension;
import dev.outlink.testing.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that ends before the length is reached, around content that is whole, or is not. */
@ExtendWith(LeaksExtension.class)
@Timeout(30)
class BrokenEndTest {

  private static final byte[] HTML =
      "<a href=/next>next</a>".repeat(100).getBytes(StandardCharsets.UTF_8);

  @RegisterExtension final Fetching fetching = new Fetching();

  private static byte[] encoded(String coding) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      out.write(HTML);
    }
    return bytes.toByteArray();
  }

  private FetchOutcome fetchedAndDecoded(String encoding, byte[] body, String length) {
    return fetchedAndDecoded(encoding, body, length, 1_000_000);
  }

  private FetchOutcome fetchedAndDecoded(String encoding, byte[] body, String length, int maxBody) {
    try (ScriptedServer server =
        ScriptedServer.start(
            peer -> {
              if (peer.request() != null) {
                peer.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: "
                        + encoding
                        + "\r\n"
                        + length
                        + "\r\n\r\n");
                peer.send(body);
              }
            })) {
      FetchOutcome fetched = fetching.fetch(server.url("/"));
      return fetched instanceof Page page ? new ContentDecoder(maxBody).decode(page) : fetched;
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip,gzip", "x-gzip,gzip", "deflate,deflate"})
  void content_whoseTrailerHasCome_isAPageThatSaysSo(String encoding, String coding)
      throws IOException {
    byte[] body = encoded(coding);
    FetchOutcome outcome = fetchedAndDecoded(encoding, body, "Content-Length: 577");
    assertThat(outcome).isInstanceOf(Page.class);
    try (Page page = (Page) outcome) {
      assertThat(Arrays.copyOf(page.body(), page.length())).isEqualTo(HTML);
      assertThat(page.truncated()).isFalse();
      assertThat(page.remark())
          .isEqualTo(
              "its "
                  + encoding
                  + " content is whole: connection closed after "
                  + body.length
                  + " of 577 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 9, 20})
  void content_whoseTrailerHasNotCome_isIncomplete(int missing) throws IOException {
    byte[] whole = encoded("gzip");
    byte[] body = Arrays.copyOf(whole, whole.length - missing);
    assertThat(fetchedAndDecoded("gzip", body, "Content-Length: " + whole.length))
        .isInstanceOfSatisfying(
            FetchOutcome.Other.class, end -> assertThat(end.end()).isEqualTo(FetchEnd.INCOMPLETE));
  }

  @Test
  void content_withAWrongChecksum_isIncomplete() throws IOException {
    byte[] body = encoded("gzip");
    body[body.length - 6]++;
    assertThat(fetchedAndDecoded("gzip", body, "Content-Length: 577"))
        .isInstanceOfSatisfying(
            FetchOutcome.Other.class, end -> assertThat(end.end()).isEqualTo(FetchEnd.INCOMPLETE));
  }

  /** What lies beyond the limit is not decoded, so its end is not seen. */
  @Test
  void content_largerThanTheLimit_isIncomplete() throws IOException {
    byte[] body = encoded("gzip");
    assertThat(fetchedAndDecoded("gzip", body, "Content-Length: 577", HTML.length - 1))
        .isInstanceOfSatisfying(
            FetchOutcome.Other.class, end -> assertThat(end.end()).isEqualTo(FetchEnd.INCOMPLETE));
  }

  /** A coding that proves nothing, none, and plain text that only says it is coded. */
  @ParameterizedTest
  @ValueSource(strings = {"br", "none", "gzip", "zstd"})
  void content_withoutProof_isIncomplete(String encoding) {
    assertThat(fetchedAndDecoded(encoding, HTML, "Content-Length: 9999"))
        .isInstanceOfSatisfying(
            FetchOutcome.Other.class, end -> assertThat(end.end()).isEqualTo(FetchEnd.INCOMPLETE));
  }

  @Test
  void chunks_thatAreCutBehindAWholeGzip_areAPage() throws IOException {
    byte[] body = encoded("gzip");
    byte[] chunk =
        (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] sent = Arrays.copyOf(chunk, chunk.length + body.length);
    System.arraycopy(body, 0, sent, chunk.length, body.length);
    FetchOutcome outcome = fetchedAndDecoded("gzip", sent, "Transfer-Encoding: chunked");
    assertThat(outcome).isInstanceOf(Page.class);
    ((Page) outcome).close();
  }
}
