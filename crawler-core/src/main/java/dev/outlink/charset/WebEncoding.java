package dev.outlink.charset;

import dev.outlink.codec.Decoder;
import dev.outlink.codec.Utf8;
import dev.outlink.codec.Utf8Reader;
import dev.outlink.url.QueryEncoding;
import java.io.CharArrayReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An encoding of the Encoding standard: one instance each, compared by identity. Tables are read
 * when an encoding is first used, so that a crawl of UTF-8 pages reads none. Safe for any thread.
 */
public final class WebEncoding {

  public static final WebEncoding UTF_8 = new WebEncoding("UTF-8");
  public static final WebEncoding WINDOWS_1252 = new WebEncoding("windows-1252");

  static final WebEncoding IBM866 = new WebEncoding("IBM866");
  static final WebEncoding ISO_8859_2 = new WebEncoding("ISO-8859-2");
  static final WebEncoding ISO_8859_3 = new WebEncoding("ISO-8859-3");
  static final WebEncoding ISO_8859_4 = new WebEncoding("ISO-8859-4");
  static final WebEncoding ISO_8859_5 = new WebEncoding("ISO-8859-5");
  static final WebEncoding ISO_8859_6 = new WebEncoding("ISO-8859-6");
  static final WebEncoding ISO_8859_7 = new WebEncoding("ISO-8859-7");
  static final WebEncoding ISO_8859_8 = new WebEncoding("ISO-8859-8");
  static final WebEncoding ISO_8859_8_I = new WebEncoding("ISO-8859-8-I");
  static final WebEncoding ISO_8859_10 = new WebEncoding("ISO-8859-10");
  static final WebEncoding ISO_8859_13 = new WebEncoding("ISO-8859-13");
  static final WebEncoding ISO_8859_14 = new WebEncoding("ISO-8859-14");
  static final WebEncoding ISO_8859_15 = new WebEncoding("ISO-8859-15");
  static final WebEncoding ISO_8859_16 = new WebEncoding("ISO-8859-16");
  static final WebEncoding KOI8_R = new WebEncoding("KOI8-R");
  static final WebEncoding KOI8_U = new WebEncoding("KOI8-U");
  static final WebEncoding MACINTOSH = new WebEncoding("macintosh");
  static final WebEncoding WINDOWS_874 = new WebEncoding("windows-874");
  static final WebEncoding WINDOWS_1250 = new WebEncoding("windows-1250");
  static final WebEncoding WINDOWS_1251 = new WebEncoding("windows-1251");
  static final WebEncoding WINDOWS_1253 = new WebEncoding("windows-1253");
  static final WebEncoding WINDOWS_1254 = new WebEncoding("windows-1254");
  static final WebEncoding WINDOWS_1255 = new WebEncoding("windows-1255");
  static final WebEncoding WINDOWS_1256 = new WebEncoding("windows-1256");
  static final WebEncoding WINDOWS_1257 = new WebEncoding("windows-1257");
  static final WebEncoding WINDOWS_1258 = new WebEncoding("windows-1258");
  static final WebEncoding X_MAC_CYRILLIC = new WebEncoding("x-mac-cyrillic");
  static final WebEncoding GBK = new WebEncoding("GBK");
  static final WebEncoding GB18030 = new WebEncoding("gb18030");
  static final WebEncoding BIG5 = new WebEncoding("Big5");
  static final WebEncoding EUC_JP = new WebEncoding("EUC-JP");
  static final WebEncoding ISO_2022_JP = new WebEncoding("ISO-2022-JP");
  static final WebEncoding SHIFT_JIS = new WebEncoding("Shift_JIS");
  static final WebEncoding EUC_KR = new WebEncoding("EUC-KR");
  static final WebEncoding REPLACEMENT = new WebEncoding("replacement");
  static final WebEncoding UTF_16BE = new WebEncoding("UTF-16BE");
  static final WebEncoding UTF_16LE = new WebEncoding("UTF-16LE");
  static final WebEncoding X_USER_DEFINED = new WebEncoding("x-user-defined");

  // immutable
  private final String name;

  // set once by whoever comes first; equal whoever it is
  private volatile @Nullable Decoder decoder;

  private WebEncoding(String name) {
    this.name = name;
  }

  /**
   * "Get an encoding" (Encoding standard, 4.2): the encoding with this label, in any case and with
   * ASCII white space around it; null where the standard has no such label.
   */
  public static @Nullable WebEncoding forLabel(String label) {
    return Labels.encoding(label);
  }

  /** The name in the Encoding standard, as {@code document.characterSet} has it. */
  public String name() {
    return name;
  }

  /** True for UTF-16BE and UTF-16LE. */
  public boolean isUtf16() {
    return this == UTF_16BE || this == UTF_16LE;
  }

  /** "Get an output encoding": UTF-8 for replacement and UTF-16, else this. */
  public WebEncoding output() {
    return isUtf16() || this == REPLACEMENT ? UTF_8 : this;
  }

  /**
   * How the queries of URLs in a document of this encoding become bytes: by its {@linkplain
   * #output() output encoding}; null where that is UTF-8.
   */
  public @Nullable QueryEncoding queryEncoding() {
    return output() == UTF_8 ? null : (QueryEncoding) decoder();
  }

  /**
   * The text of a whole document. Never fails: what cannot be decoded becomes U+FFFD, as much of it
   * at a time as the standard's decoder says. A byte order mark is decoded like anything else.
   *
   * @throws IndexOutOfBoundsException where the range is not in the array
   */
  public String decode(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (this == UTF_8) {
      return Utf8.decode(bytes, offset, offset + length);
    }
    if (hasAsciiAsItIs() && isAscii(bytes, offset, offset + length)) {
      return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
    char[] text = new char[length];
    return new String(text, 0, decoder().decode(bytes, offset, offset + length, text));
  }

  /**
   * The text that {@link #decode} gives, to be read from front to end; of UTF-8 it is decoded as it
   * is read, which takes half the time. Never fails; need not be closed. The bytes must not change
   * until then.
   *
   * @throws IndexOutOfBoundsException where the range is not in the array
   */
  public Reader reader(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (this == UTF_8 || (hasAsciiAsItIs() && isAscii(bytes, offset, offset + length))) {
      return new Utf8Reader(bytes, offset, offset + length);
    }
    char[] text = new char[length];
    return new CharArrayReader(text, 0, decoder().decode(bytes, offset, offset + length, text));
  }

  /** Whether each byte of ASCII means what it means in ASCII, wherever no character needs it. */
  public boolean hasAsciiAsItIs() {
    return !isUtf16() && this != ISO_2022_JP && this != REPLACEMENT;
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private Decoder decoder() {
    Decoder made = decoder;
    if (made == null) {
      made = Decoder.of(name);
      decoder = made;
    }
    return made;
  }

  @Override
  public String toString() {
    return name;
  }
}
