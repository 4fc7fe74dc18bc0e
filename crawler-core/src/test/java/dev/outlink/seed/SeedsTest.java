package dev.outlink.seed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.outlink.seed.Seed.Invalid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
  private static final String A = "https://a.example/";
  private static final String B = "https://b.example/";

  private final Path folder;

  SeedsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lines_eachLineEnd_seedsInOrder(String end) throws IOException {
    assertThat(read(A + end + B + end)).containsExactly(A, B);
    assertThat(read(A + end + end + B)).containsExactly(A, B);
    assertThat(read(end + "x y" + end + A)).containsExactly("in:2", A);
  }

  @Test
  void lines_oneByteAtATime_sameSeeds() throws IOException {
    byte[] text = ("\ufeff" + A + "\r\n\r\n# c\r" + B + "\n\nbad one").getBytes(UTF_8);

    assertThat(texts(Seeds.lines(new OneByte(text), "in"))).containsExactly(A, B, "in:6");
  }

  @Test
  void lines_emptyInput_noSeeds() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n\r\n \t \n")).isEmpty();
  }

  @Test
  void lines_blankLinesCommentsAndWhiteSpace_leftOut() throws IOException {
    assertThat(read("  " + A + "\t \n  # " + B + "\n#\n\n\u00a0" + B + "\u3000\n\u00a0#x\n\ufeff"))
        .containsExactly(A, B);
  }

  @Test
  void lines_byteOrderMark_skipped() throws IOException {
    assertThat(read("\ufeff" + A)).containsExactly(A);
    assertThat(read("\ufeff")).isEmpty();
  }

  @Test
  void lines_utf16_refusedByName() throws IOException {
    Path file = Files.write(folder.resolve("urls.txt"), A.getBytes(UTF_16));

    assertThatThrownBy(() -> Seeds.lines(file).open())
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": the text is UTF-16; save it as UTF-8");
    assertThatThrownBy(() -> read(("\ufeff" + A).getBytes(UTF_16LE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in: the text is UTF-16");
  }

  @Test
  void lines_invalidUtf8_replaced() throws IOException {
    Seed seed = all(Seeds.lines(stream("caf\u00e9 au lait".getBytes(ISO_8859_1)), "in")).get(0);

    assertThat(seed)
        .isInstanceOfSatisfying(
            Invalid.class, s -> assertThat(s.text()).isEqualTo("caf\ufffd au lait"));
  }

  @Test
  void lines_noUrl_invalidWithPlaceAndReason() throws IOException {
    Path file = Files.writeString(folder.resolve("urls.txt"), A + "\n\nno url\n");

    assertThat(all(Seeds.lines(file)).get(1))
        .isInstanceOfSatisfying(
            Invalid.class,
            s -> {
              assertThat(s.text()).isEqualTo("no url");
              assertThat(s.where()).isEqualTo(file + ":3");
              assertThat(s.reason()).isEqualTo("no scheme; a URL begins with https:// or http://");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "example.org/path, https://example.org/path",
    "www.example.org, https://www.example.org/",
    "//example.org/a, https://example.org/a",
    "example.org:8080/a, https://example.org:8080/a",
    "localhost:8080/a, http://localhost:8080/a",
    "127.0.0.1/a, http://127.0.0.1/a",
  })
  void lines_noScheme_suggestOne(String line, String suggestion) throws IOException {
    assertThat(all(Seeds.lines(stream(line.getBytes(UTF_8)), "in")))
        .containsExactly(new Invalid(line, "in:1", "no scheme; did you mean " + suggestion + " ?"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.org/", "mailto:a@example.org", "tel:123"})
  void lines_otherScheme_invalidWithItsNumber(String line) throws IOException {
    String scheme = line.substring(0, line.indexOf(':'));

    assertThat(all(Seeds.lines(stream(("\n" + line).getBytes(UTF_8)), "in")))
        .containsExactly(new Invalid(line, "in:2", scheme + ": cannot be fetched"));
  }

  @Test
  void lines_longestLine_isUrl() throws IOException {
    String longest = A + "x".repeat(65_536 - A.length());

    assertThat(read(longest + "\n" + A)).containsExactly(longest, A);
    assertThat(read(longest)).containsExactly(longest);
    assertThat(read(longest + "x\n" + A)).containsExactly("in:1", A);
  }

  @ParameterizedTest
  @ValueSource(ints = {65_537, 131_071, 131_072, 131_073, 10_000_000})
  void lines_tooLongLine_oneInvalidThenGoesOn(int length) throws IOException {
    String text = A + "\n" + "x".repeat(length) + "\r\n" + B;

    List<Seed> seeds = all(Seeds.lines(stream(text.getBytes(UTF_8)), "in"));

    assertThat(seeds).hasSize(3);
    assertThat(seeds.get(1))
        .isEqualTo(new Invalid("x".repeat(2_000), "in:2", "line longer than 65,536 bytes"));
    assertThat(((Seed.Url) seeds.get(2)).url().href()).isEqualTo(B);
  }

  @Test
  void lines_tooLongLineOfSpaces_isNotLost() throws IOException {
    assertThat(read(" ".repeat(70_000) + A + "\n" + B)).containsExactly("in:1", B);
    assertThat(read("#" + " ".repeat(70_000) + A + "\n" + B)).containsExactly(B);
  }

  @Test
  void lines_gzip_readByContentNotName() throws IOException {
    Path file = Files.write(folder.resolve("urls"), gzip(A + "\n" + B));

    assertThat(texts(Seeds.lines(file))).containsExactly(A, B);
  }

  @Test
  void lines_gzipOfSeveralMembersFromSlowPipe_readToTheEnd() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(A + "\n"));
    members.write(gzip(B + "\n"));

    assertThat(texts(Seeds.lines(new OneByte(members.toByteArray()), "in"))).containsExactly(A, B);
  }

  @Test
  void lines_gzipCutOff_givesWhatCameThenFails() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append(A).append(Integer.toHexString(i * 0x9e3779b9)).append('\n');
    }
    byte[] whole = gzip(text.toString());
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);

    try (SeedReader reader = Seeds.lines(stream(cut), "in.gz").open()) {
      assertThat(reader.next()).isInstanceOf(Seed.Url.class);
      assertThatThrownBy(() -> readToEnd(reader))
          .isInstanceOf(IOException.class)
          .hasMessage("in.gz: the gzip data is cut off");
    }
  }

  @Test
  void lines_oneByteOfGzipMagic_isText() throws IOException {
    assertThat(read(new byte[] {0x1f})).containsExactly("in:1");
  }

  @Test
  void lines_unreadableFiles_saysWhy() throws IOException {
    Path missing = folder.resolve("urls.txt");
    assertThatThrownBy(() -> Seeds.lines(missing).open())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> Seeds.lines(folder).open())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(folder + ": is a directory");
  }

  @Test
  void lines_noPermission_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("urls.txt"), A);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root reads everything");

    assertThatThrownBy(() -> Seeds.lines(file).open()).hasMessage(file + ": permission denied");
  }

  @Test
  void lines_stream_readLazilyAndClosedOnce() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    OneByte input =
        new OneByte(A.getBytes(UTF_8)) {
          @Override
          public void close() throws IOException {
            closed.set(true);
            super.close();
          }
        };
    Seeds seeds = Seeds.lines(input, "<stdin>");
    try (SeedReader reader = seeds.open()) {
      assertThat(input.available()).isEqualTo(A.length());
      assertThat(reader.progress()).isNaN();
      assertThat(reader.next()).isNotNull();
      assertThat(reader.next()).isNull();
      assertThat(reader.progress()).isNaN();
    }
    assertThat(closed).isTrue();
    assertThatThrownBy(seeds::open).hasMessage("<stdin>: can be read only once");
  }

  @Test
  void lines_streamFails_namesIt() {
    InputStream broken =
        new FilterInputStream(stream(new byte[0])) {
          @Override
          public int read() throws IOException {
            throw new IOException("Input/output error");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> all(Seeds.lines(broken, "<stdin>")))
        .isInstanceOf(IOException.class)
        .hasMessage("<stdin>: input/output error");
  }

  @Test
  void close_streamFails_namesIt() throws IOException {
    for (boolean read : new boolean[] {false, true}) {
      InputStream broken =
          new FilterInputStream(stream(A.getBytes(UTF_8))) {
            @Override
            public void close() throws IOException {
              throw new IOException("Input/output error");
            }
          };
      SeedReader reader = Seeds.lines(broken, "<stdin>").open();
      if (read) {
        assertThat(reader.next()).isNotNull();
      }

      assertThatThrownBy(reader::close)
          .isInstanceOf(IOException.class)
          .hasMessage("<stdin>: input/output error");
    }
  }

  @Test
  void of_urls_inOrderWithTheirPlace() throws IOException {
    List<Seed> seeds = all(Seeds.of(List.of(A, "example.org", " ", "#x")));

    assertThat(seeds).hasSize(4);
    assertThat(seeds.get(1))
        .isEqualTo(
            new Invalid(
                "example.org", "argument 2", "no scheme; did you mean https://example.org/ ?"));
    assertThat(seeds.get(2)).isEqualTo(new Invalid("", "argument 3", "empty"));
    assertThat(seeds.get(3)).isInstanceOf(Invalid.class);
  }

  @Test
  void of_progress_countsEntries() throws IOException {
    try (SeedReader reader = Seeds.of(List.of(A, B)).open()) {
      assertThat(reader.progress()).isZero();
      assertThat(reader.next()).isNotNull();
      assertThat(reader.progress()).isEqualTo(0.5);
      readToEnd(reader);
      assertThat(reader.progress()).isEqualTo(1);
    }
  }

  @Test
  void progress_bigFile_growsFromZeroToOne() throws IOException {
    Path file = Files.writeString(folder.resolve("urls.txt"), (A + "\n").repeat(100_000));
    try (SeedReader reader = Seeds.lines(file).open()) {
      for (int i = 0; i < 50_000; i++) {
        assertThat(reader.next()).isNotNull();
      }
      assertThat(reader.progress()).isEqualTo(0.5, within(0.1));
      readToEnd(reader);
      assertThat(reader.progress()).isEqualTo(1);
    }
  }

  @Test
  void progress_gzip_countsPackedBytes() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append(A).append(Integer.toHexString(i * 0x9e3779b9)).append('\n');
    }
    Path file = Files.write(folder.resolve("urls.gz"), gzip(text.toString()));
    try (SeedReader reader = Seeds.lines(file).open()) {
      for (int i = 0; i < 100_000; i++) {
        assertThat(reader.next()).isNotNull();
      }
      assertThat(reader.progress()).isEqualTo(0.5, within(0.2));
      readToEnd(reader);
      assertThat(reader.progress()).isEqualTo(1);
    }
  }

  @Test
  void concat_files_oneAfterTheOtherWeighedBySize() throws IOException {
    Path small = Files.writeString(folder.resolve("small"), A);
    Path large = Files.writeString(folder.resolve("large"), (B + "\n").repeat(9));
    Seeds seeds =
        Seeds.concat(List.of(Seeds.lines(small), Seeds.concat(List.of()), Seeds.lines(large)));
    try (SeedReader reader = seeds.open()) {
      assertThat(reader.progress()).isZero();
      assertThat(reader.next()).isNotNull();
      assertThat(reader.progress()).isEqualTo(0.0995, within(0.01));
      assertThat(readToEnd(reader)).isEqualTo(9);
      assertThat(reader.progress()).isEqualTo(1);
    }
  }

  @Test
  void concat_unknownSize_progressIsUnknown() throws IOException {
    Seeds seeds =
        Seeds.concat(List.of(Seeds.of(List.of(A)), Seeds.lines(stream(new byte[0]), "-")));
    try (SeedReader reader = seeds.open()) {
      assertThat(reader.progress()).isNaN();
    }
  }

  @Test
  void concat_secondFileMissing_failsAtTheStart() throws IOException {
    Path first = Files.writeString(folder.resolve("first"), A);
    Path second = folder.resolve("second");
    Seeds seeds = Seeds.concat(List.of(Seeds.lines(first), Seeds.lines(second)));

    assertThatThrownBy(seeds::open).hasMessage(second + ": no such file");
  }

  @Test
  void concat_closedEarly_closesTheOpenInput() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream input =
        new FilterInputStream(stream((A + "\n" + B).getBytes(UTF_8))) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    SeedReader reader = Seeds.concat(List.of(Seeds.lines(input, "in"))).open();
    assertThat(reader.next()).isNotNull();
    reader.close();

    assertThat(closed).isTrue();
    assertThat(reader.next()).isNull();
  }

  private static List<String> read(String text) throws IOException {
    return read(text.getBytes(UTF_8));
  }

  private static List<String> read(byte[] text) throws IOException {
    return texts(Seeds.lines(stream(text), "in"));
  }

  /** The URLs, and the places of what is none. */
  private static List<String> texts(Seeds seeds) throws IOException {
    return all(seeds).stream()
        .map(s -> s instanceof Seed.Url u ? u.url().href() : ((Invalid) s).where())
        .toList();
  }

  private static List<Seed> all(Seeds seeds) throws IOException {
    List<Seed> all = new ArrayList<>();
    try (SeedReader reader = seeds.open()) {
      for (Seed seed = reader.next(); seed != null; seed = reader.next()) {
        all.add(seed);
      }
    }
    return all;
  }

  private static int readToEnd(SeedReader reader) throws IOException {
    int count = 0;
    while (reader.next() != null) {
      count++;
    }
    return count;
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Gives one byte a call, as a slow pipe may. */
  private static class OneByte extends FilterInputStream {
    OneByte(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return super.read(bytes, offset, Math.min(1, length));
    }
  }
}
