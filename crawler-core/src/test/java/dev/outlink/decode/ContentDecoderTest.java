package dev.outlink.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.outlink.ahc.BodyBudget;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.HeaderList;
import dev.outlink.fetch.Lease;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.ResponseHead;
import dev.outlink.testing.Urls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ContentDecoderTest {

  private static final int LIMIT = 100_000;
  private static final String TEXT = "<html><a href=x>x</a>".repeat(500);

  private final ContentDecoder decoder = new ContentDecoder(LIMIT);
  private final BodyBudget budget = new BodyBudget(1_000_000, () -> {});
  private final Lease lease = budget.lease();

  private Page page(String encoding, byte[] body, boolean truncated) {
    lease.resize(body.length);
    return Page.arrived(
        Urls.url("http://h/"),
        ResponseHead.of(
            200, "", HeaderList.of("Content-Type", "text/html", "Content-Encoding", encoding)),
        body,
        body.length,
        truncated,
        lease);
  }

  private static byte[] encode(String coding, byte[] plain) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out = encoder(coding, encoded)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded.toByteArray();
  }

  private static OutputStream encoder(String coding, OutputStream out) throws IOException {
    return switch (coding) {
      case "gzip" -> new GZIPOutputStream(out);
      case "deflate" -> new DeflaterOutputStream(out);
      case "raw" -> new DeflaterOutputStream(out, new Deflater(9, true));
      case "zstd" -> new ZstdOutputStream(out);
      case "br" -> {
        Brotli4jLoader.ensureAvailability();
        yield new BrotliOutputStream(out);
      }
      default -> throw new IllegalArgumentException(coding);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Page decoded(String encoding, byte[] body) {
    return decoded(page(encoding, body, false));
  }

  private Page decoded(Page page) {
    long asSent = budget.held();
    FetchOutcome outcome = decoder.decode(page);
    assertThat(outcome).isInstanceOf(Page.class);
    Page plain = (Page) outcome;
    assertThat(budget.held()).isEqualTo(asSent);
    assertThat(plain.contentEncoding()).isNull();
    return plain;
  }

  private static String text(Page page) {
    return new String(page.body(), 0, page.length(), StandardCharsets.UTF_8);
  }

  private String badEncoding(Page page) {
    FetchOutcome outcome = decoder.decode(page);
    assertThat(outcome).isInstanceOf(FetchOutcome.Other.class);
    assertThat(budget.held()).isZero();
    assertThat(((FetchOutcome.Other) outcome).end()).isEqualTo(FetchEnd.BAD_ENCODING);
    return ((FetchOutcome.Other) outcome).detail();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void decode_knownCoding_plainPageWithTheLease(String coding) {
    Page plain = decoded(coding, encode(coding, bytes(TEXT)));
    assertThat(text(plain)).isEqualTo(TEXT);
    assertThat(plain.truncated()).isFalse();
    plain.close();
    assertThat(budget.held()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-GZIP", " GZip ", "identity, gzip", "gzip,"})
  void decode_spellingOfGzip_decoded(String header) {
    assertThat(text(decoded(header, encode("gzip", bytes(TEXT))))).isEqualTo(TEXT);
  }

  @Test
  void decode_rawDeflate_decoded() {
    assertThat(text(decoded("deflate", encode("raw", bytes(TEXT))))).isEqualTo(TEXT);
  }

  @Test
  void decode_noEncoding_samePage() {
    Page page = page("", bytes(TEXT), false);
    assertThat(text(decoded(page))).isEqualTo(TEXT);
    Page plain = Page.of(Urls.url("http://h/"), null, bytes("x"));
    assertThat(decoder.decode(plain)).isSameAs(plain);
  }

  @Test
  void decode_stackedCodings_decodedInReverse() {
    byte[] body = encode("br", encode("zstd", encode("deflate", encode("gzip", bytes(TEXT)))));
    assertThat(text(decoded("gzip, deflate, zstd, br", body))).isEqualTo(TEXT);
  }

  @Test
  void decode_tooManyCodings_badEncoding() {
    assertThat(badEncoding(page("gzip,gzip,gzip,gzip,gzip,gzip", bytes("x"), false)))
        .isEqualTo("more than 5 content encodings");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"utf-8", "none", "8bit", "text/html; charset=utf-8", "rot\u001b13", "\u212Azip"})
  void decode_codingThatDoesNotExist_passedOver(String coding) {
    assertThat(text(decoded(coding, bytes(TEXT)))).isEqualTo(TEXT);
    assertThat(text(decoded("gzip, " + coding, encode("gzip", bytes(TEXT))))).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compress", "X-Compress", "dcb"})
  void decode_codingWithoutDecoder_badEncoding(String coding) {
    assertThat(badEncoding(page(coding, encode("gzip", bytes(TEXT)), false)))
        .isEqualTo("no decoder for the content encoding " + coding.toLowerCase(Locale.ROOT));
  }

  @Test
  void decode_severalGzipMembersAndGarbage_membersOnly() {
    byte[] member = encode("gzip", bytes(TEXT));
    byte[] body = Arrays.copyOf(member, 2 * member.length + 9);
    System.arraycopy(member, 0, body, member.length, member.length);
    body[2 * member.length] = 7;
    assertThat(text(decoded("gzip", body))).isEqualTo(TEXT + TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void decode_cutOff_badEncodingUnlessTruncatedOnTheWire(String coding) {
    byte[] noise = new byte[20_000];
    new java.util.Random(1).nextBytes(noise);
    byte[] whole = encode(coding, noise);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    Page plain = decoded(page(coding, half, true));
    assertThat(plain.truncated()).isTrue();
    // Brotli gives out nothing before the end of a block.
    assertThat(plain.length()).isBetween(coding.equals("br") ? 0 : 1, 19_999);
    assertThat(badEncoding(page(coding, half, false)))
        .isEqualTo("the " + coding + " content is broken or incomplete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void decode_bomb_cutAtTheLimit(String coding) {
    Page plain = decoded(coding, encode(coding, new byte[50_000_000]));
    assertThat(plain.length()).isEqualTo(LIMIT);
    assertThat(plain.truncated()).isTrue();
  }

  @Test
  void decode_bombInsideBomb_cutInBetween() {
    byte[] inner = encode("gzip", new byte[0]);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 500_000; i++) {
      many.writeBytes(inner);
    }
    Page plain = decoded("gzip, gzip", encode("gzip", many.toByteArray()));
    assertThat(plain.length()).isZero();
    assertThat(plain.truncated()).isTrue();
  }

  @Test
  void decode_exactlyTheLimit_whole() {
    Page plain = decoded("gzip", encode("gzip", new byte[LIMIT]));
    assertThat(plain.length()).isEqualTo(LIMIT);
    assertThat(plain.truncated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void decode_plainTextUnderAFalseName_taken(String coding) {
    assertThat(text(decoded(coding, bytes("\n <!doctype html>" + TEXT)))).contains(TEXT);
  }

  @Test
  void decode_brokenBinary_badEncoding() {
    assertThat(badEncoding(page("gzip", new byte[] {0x1f, (byte) 0x8b, 0, 1, 2}, false)))
        .contains("broken");
  }

  @Test
  void decode_gzipWithUnknownFlags_badEncoding() {
    byte[] body = encode("gzip", bytes(TEXT));
    body[3] = 0x20;
    assertThat(badEncoding(page("gzip", body, false))).contains("broken");
  }

  @Test
  void decode_controlCharacterInTheName_isAnotherCoding() {
    assertThat(text(decoded("\u000bgzip", bytes(TEXT)))).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void decode_emptyBody_emptyPage(String coding) {
    assertThat(decoded(coding, new byte[0]).length()).isZero();
  }
}
