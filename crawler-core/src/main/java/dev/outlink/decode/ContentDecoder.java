package dev.outlink.decode;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.google.common.base.CharMatcher;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.Room;
import dev.outlink.microsyntax.ContentSniffing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Undoes the content encodings of a page (gzip, deflate, br, zstd), with a bound on the decoded
 * size. Safe for any thread; it computes, so it belongs on the compute executor, never on an I/O
 * thread. Native libraries are loaded when a body needs them.
 */
public final class ContentDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(ContentDecoder.class);

  /** Encodings one upon another that are undone (RFC 9110, section 8.4). */
  private static final int MAX_CODINGS = 5;

  private static final int START = 32 * 1024;

  /** RFC 9659: a zstd window of a web page is 8 MB at most. */
  private static final int ZSTD_WINDOW_LOG = 23;

  /**
   * All that there are (IANA's registry of HTTP content codings, and the names with x-). Any other
   * is passed over: servers write charsets and such there.
   */
  private static final Set<String> CODINGS =
      Set.of(
          "gzip",
          "x-gzip",
          "deflate",
          "br",
          "zstd",
          "compress",
          "x-compress",
          "exi",
          "pack200-gzip",
          "aes128gcm",
          "dcb",
          "dcz");

  /** Codings whose streams say where they end, with a checksum over all (RFC 1950, RFC 1952). */
  private static final Set<String> END_TOLD = Set.of("gzip", "x-gzip", "deflate");

  /** RFC 9110, section 5.6.3. */
  private static final CharMatcher BLANKS = CharMatcher.anyOf(" \t");

  private final int maxBody;

  /**
   * A decoder.
   *
   * @param maxBody most decoded bytes of a page, 1 to 1,000,000,000; what lies beyond is cut off.
   *     No stage in between yields more either.
   */
  public ContentDecoder(long maxBody) {
    if (maxBody < 1 || maxBody > 1_000_000_000) {
      throw new IllegalArgumentException("max-body: " + maxBody);
    }
    this.maxBody = (int) maxBody;
  }

  /** The value of Accept-Encoding: only what this program can decode. */
  public static String acceptedEncodings() {
    return hasBrotli() ? "gzip, deflate, br, zstd" : "gzip, deflate, zstd";
  }

  /** Looks for brotli's native library on the class path without loading it. */
  private static boolean hasBrotli() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
    String name =
        system.startsWith("linux") ? "linux" : system.startsWith("windows") ? "windows" : "osx";
    String library = "lib/" + name + '-' + machine + '/' + System.mapLibraryName("brotli");
    return ContentDecoder.class.getClassLoader().getResource(library) != null;
  }

  /**
   * Decodes a page, and takes it over: it is either in the page that is returned or closed.
   *
   * <p>A body that is not in the encoding its server says, but is plain text, is taken as it is. An
   * encoding that does not exist is passed over (Fetch standard, "handle content codings"). Of a
   * body that was cut off on its way, what can be decoded is kept. One whose connection broke is a
   * page where the encoding has an end that came.
   *
   * @return a page without a content encoding, truncated where the limit was met; or {@link
   *     FetchEnd#BAD_ENCODING} where there is no decoder, or the encoding is broken or ends too
   *     early
   */
  public FetchOutcome decode(Page page) {
    return Objects.requireNonNull(decode(page, Room.ENDLESS));
  }

  /**
   * As {@link #decode(Page)}, in steps that are asked for before they are taken.
   *
   * @param room for the decoded body while it grows
   * @return null where the room was refused; the page then is as it was, and not closed
   */
  public @Nullable FetchOutcome decode(Page page, Room room) {
    try {
      return decoded(page, room);
    } catch (Throwable bug) {
      page.close();
      throw bug;
    }
  }

  private @Nullable FetchOutcome decoded(Page page, Room room) {
    List<String> codings = codings(page.contentEncoding());
    FetchOutcome breach = page.breach();
    if (breach != null && (codings.isEmpty() || !END_TOLD.containsAll(codings))) {
      page.close();
      return breach;
    }
    if (codings.isEmpty()) {
      return page.contentEncoding() == null
          ? page
          : page.decoded(page.body(), page.length(), page.truncated());
    }
    String problem = unsupported(codings);
    if (problem == null) {
      Output output = new Output(room);
      problem = run(page, codings, output);
      if (output.refused) {
        return null;
      }
      if (breach != null && output.cut) {
        page.close();
        return breach; // Its end was not seen.
      }
      if (problem == null) {
        return page.decoded(output.bytes, output.length, page.truncated() || output.cut);
      }
      if (breach == null && output.length == 0 && isPlain(page)) {
        return page.decoded(page.body(), page.length(), page.truncated());
      }
    }
    page.close();
    if (breach != null) {
      return breach;
    }
    return new FetchOutcome.Other(
        FetchEnd.BAD_ENCODING, page.status(), page.contentType(), problem);
  }

  private static List<String> codings(@Nullable String header) {
    List<String> codings = new ArrayList<>();
    if (header != null) {
      for (String part : header.split(",", -1)) {
        String coding = BLANKS.trimFrom(part).toLowerCase(Locale.ROOT);
        if (CODINGS.contains(coding)) {
          codings.add(coding);
        }
      }
    }
    return codings;
  }

  private static @Nullable String unsupported(List<String> codings) {
    if (codings.size() > MAX_CODINGS) {
      return "more than " + MAX_CODINGS + " content encodings";
    }
    for (String coding : codings) {
      String problem = null;
      switch (coding) {
        case "gzip", "x-gzip", "deflate" -> {}
        case "br" -> problem = NativeCodecs.brotliProblem();
        case "zstd" -> problem = NativeCodecs.zstdProblem();
        default -> problem = "no decoder for the content encoding " + coding;
      }
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static boolean isPlain(Page page) {
    return page.length() > 0 && ContentSniffing.looksLikeText(page.body(), page.length());
  }

  /** Decodes into the output; says what went wrong, or null. */
  private @Nullable String run(Page page, List<String> codings, Output output) {
    if (page.length() == 0) {
      return null;
    }
    String last = codings.get(codings.size() - 1);
    Stage stage = new Stage(new ByteArrayInputStream(page.body(), 0, page.length()), maxBody);
    List<Stage> stages = new ArrayList<>();
    stages.add(stage);
    try {
      for (int i = codings.size() - 1; i >= 0; i--) {
        last = codings.get(i);
        stage = new Stage(open(last, stage), maxBody);
        stages.add(stage);
      }
      output.readFrom(stage);
      return null;
    } catch (IOException e) {
      boolean wasCut = page.truncated() || stages.stream().anyMatch(each -> each.cut);
      output.cut = true;
      return wasCut ? null : "the " + last + " content is broken or incomplete";
    } finally {
      output.cut |= stages.stream().anyMatch(each -> each.cut);
      close(stages);
    }
  }

  private static void close(List<Stage> stages) {
    for (int i = stages.size() - 1; i >= 0; i--) {
      try {
        stages.get(i).close();
      } catch (IOException e) {
        LOG.debug("a decoder did not close", e);
      }
    }
  }

  private static InputStream open(String coding, InputStream encoded) throws IOException {
    return switch (coding) {
      case "gzip", "x-gzip" -> new GzipStream(encoded);
      case "deflate" -> DeflateStream.of(encoded);
      case "br" -> {
        BrotliInputStream brotli = new BrotliInputStream(encoded, START);
        brotli.enableEagerOutput(); // What a cut-off body has is wanted.
        yield brotli;
      }
      default -> new ZstdInputStreamNoFinalizer(encoded).setLongMax(ZSTD_WINDOW_LOG);
    };
  }

  /** One stage's bytes, cut at a limit. */
  private static final class Stage extends InputStream {
    private final InputStream source;
    private long left;
    private boolean cut;

    Stage(InputStream source, long limit) {
      this.source = source;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        cut |= source.read() >= 0;
        return -1;
      }
      int count = source.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }

    @Override
    public int available() throws IOException {
      return source.available();
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  /** The decoded bytes. */
  private final class Output {
    private final Room room;
    private byte[] bytes = new byte[START];
    private int length;
    private boolean cut;
    private boolean refused;

    Output(Room room) {
      this.room = room;
    }

    void readFrom(InputStream source) throws IOException {
      while (true) {
        if (length == bytes.length) {
          int larger = (int) Math.min(2L * length, Math.max(length, maxBody) + 1L);
          long both = (long) length + larger;
          cut = both > room.most();
          refused = !cut && !room.reaches(both);
          if (cut || refused) {
            return;
          }
          bytes = Arrays.copyOf(bytes, larger);
        }
        int count = source.read(bytes, length, bytes.length - length);
        if (count < 0) {
          return;
        }
        length += count;
      }
    }
  }
}
