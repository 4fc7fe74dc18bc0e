package dev.outlink.fuzz;

import dev.outlink.charset.WebEncoding;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The encodings of the Encoding standard, in its order. */
final class Encodings {

  private static final List<WebEncoding> ALL =
      Stream.of(
              ("utf-8 ibm866 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7"
                      + " iso-8859-8 iso-8859-8-i iso-8859-10 iso-8859-13 iso-8859-14 iso-8859-15"
                      + " iso-8859-16 koi8-r koi8-u macintosh windows-874 windows-1250 windows-1251"
                      + " windows-1252 windows-1253 windows-1254 windows-1255 windows-1256"
                      + " windows-1257 windows-1258 x-mac-cyrillic gbk gb18030 big5 euc-jp"
                      + " iso-2022-jp shift_jis euc-kr replacement utf-16be utf-16le x-user-defined")
                  .split(" ", -1))
          .map(label -> Objects.requireNonNull(WebEncoding.forLabel(label), label))
          .toList();

  private Encodings() {}

  /** The one that a byte stands for; "0" is UTF-8. */
  static WebEncoding of(byte choice) {
    return ALL.get(Math.floorMod(choice - '0', ALL.size()));
  }
}
