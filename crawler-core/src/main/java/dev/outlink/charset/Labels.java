package dev.outlink.charset;

import org.jspecify.annotations.Nullable;

/**
 * The labels of the Encoding standard (4.2), as code: nothing is built when the class is loaded.
 */
final class Labels {

  /** No label is longer. */
  private static final int LONGEST = 19;

  private Labels() {}

  static @Nullable WebEncoding encoding(String label) {
    int from = 0;
    int to = label.length();
    while (from < to && isSpace(label.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(label.charAt(to - 1))) {
      to--;
    }
    return to - from > LONGEST ? null : exact(lowerCase(label, from, to));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }

  private static String lowerCase(String label, int from, int to) {
    StringBuilder lower = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = label.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
    }
    return lower.toString();
  }

  private static @Nullable WebEncoding exact(String label) {
    return switch (label) {
      case "unicode-1-1-utf-8",
          "unicode11utf8",
          "unicode20utf8",
          "utf-8",
          "utf8",
          "x-unicode20utf8" ->
          WebEncoding.UTF_8;
      case "866", "cp866", "csibm866", "ibm866" -> WebEncoding.IBM866;
      case "csisolatin2",
          "iso-8859-2",
          "iso-ir-101",
          "iso8859-2",
          "iso88592",
          "iso_8859-2",
          "iso_8859-2:1987",
          "l2",
          "latin2" ->
          WebEncoding.ISO_8859_2;
      case "csisolatin3",
          "iso-8859-3",
          "iso-ir-109",
          "iso8859-3",
          "iso88593",
          "iso_8859-3",
          "iso_8859-3:1988",
          "l3",
          "latin3" ->
          WebEncoding.ISO_8859_3;
      case "csisolatin4",
          "iso-8859-4",
          "iso-ir-110",
          "iso8859-4",
          "iso88594",
          "iso_8859-4",
          "iso_8859-4:1988",
          "l4",
          "latin4" ->
          WebEncoding.ISO_8859_4;
      case "csisolatincyrillic",
          "cyrillic",
          "iso-8859-5",
          "iso-ir-144",
          "iso8859-5",
          "iso88595",
          "iso_8859-5",
          "iso_8859-5:1988" ->
          WebEncoding.ISO_8859_5;
      case "arabic",
          "asmo-708",
          "csiso88596e",
          "csiso88596i",
          "csisolatinarabic",
          "ecma-114",
          "iso-8859-6",
          "iso-8859-6-e",
          "iso-8859-6-i",
          "iso-ir-127",
          "iso8859-6",
          "iso88596",
          "iso_8859-6",
          "iso_8859-6:1987" ->
          WebEncoding.ISO_8859_6;
      case "csisolatingreek",
          "ecma-118",
          "elot_928",
          "greek",
          "greek8",
          "iso-8859-7",
          "iso-ir-126",
          "iso8859-7",
          "iso88597",
          "iso_8859-7",
          "iso_8859-7:1987",
          "sun_eu_greek" ->
          WebEncoding.ISO_8859_7;
      case "csiso88598e",
          "csisolatinhebrew",
          "hebrew",
          "iso-8859-8",
          "iso-8859-8-e",
          "iso-ir-138",
          "iso8859-8",
          "iso88598",
          "iso_8859-8",
          "iso_8859-8:1988",
          "visual" ->
          WebEncoding.ISO_8859_8;
      case "csiso88598i", "iso-8859-8-i", "logical" -> WebEncoding.ISO_8859_8_I;
      case "csisolatin6", "iso-8859-10", "iso-ir-157", "iso8859-10", "iso885910", "l6", "latin6" ->
          WebEncoding.ISO_8859_10;
      case "iso-8859-13", "iso8859-13", "iso885913" -> WebEncoding.ISO_8859_13;
      case "iso-8859-14", "iso8859-14", "iso885914" -> WebEncoding.ISO_8859_14;
      case "csisolatin9", "iso-8859-15", "iso8859-15", "iso885915", "iso_8859-15", "l9" ->
          WebEncoding.ISO_8859_15;
      case "iso-8859-16" -> WebEncoding.ISO_8859_16;
      case "cskoi8r", "koi", "koi8", "koi8-r", "koi8_r" -> WebEncoding.KOI8_R;
      case "koi8-ru", "koi8-u" -> WebEncoding.KOI8_U;
      case "csmacintosh", "mac", "macintosh", "x-mac-roman" -> WebEncoding.MACINTOSH;
      case "dos-874", "iso-8859-11", "iso8859-11", "iso885911", "tis-620", "windows-874" ->
          WebEncoding.WINDOWS_874;
      case "cp1250", "windows-1250", "x-cp1250" -> WebEncoding.WINDOWS_1250;
      case "cp1251", "windows-1251", "x-cp1251" -> WebEncoding.WINDOWS_1251;
      case "ansi_x3.4-1968",
          "ascii",
          "cp1252",
          "cp819",
          "csisolatin1",
          "ibm819",
          "iso-8859-1",
          "iso-ir-100",
          "iso8859-1",
          "iso88591",
          "iso_8859-1",
          "iso_8859-1:1987",
          "l1",
          "latin1",
          "us-ascii",
          "windows-1252",
          "x-cp1252" ->
          WebEncoding.WINDOWS_1252;
      case "cp1253", "windows-1253", "x-cp1253" -> WebEncoding.WINDOWS_1253;
      case "cp1254",
          "csisolatin5",
          "iso-8859-9",
          "iso-ir-148",
          "iso8859-9",
          "iso88599",
          "iso_8859-9",
          "iso_8859-9:1989",
          "l5",
          "latin5",
          "windows-1254",
          "x-cp1254" ->
          WebEncoding.WINDOWS_1254;
      case "cp1255", "windows-1255", "x-cp1255" -> WebEncoding.WINDOWS_1255;
      case "cp1256", "windows-1256", "x-cp1256" -> WebEncoding.WINDOWS_1256;
      case "cp1257", "windows-1257", "x-cp1257" -> WebEncoding.WINDOWS_1257;
      case "cp1258", "windows-1258", "x-cp1258" -> WebEncoding.WINDOWS_1258;
      case "x-mac-cyrillic", "x-mac-ukrainian" -> WebEncoding.X_MAC_CYRILLIC;
      case "chinese",
          "csgb2312",
          "csiso58gb231280",
          "gb2312",
          "gb_2312",
          "gb_2312-80",
          "gbk",
          "iso-ir-58",
          "x-gbk" ->
          WebEncoding.GBK;
      case "gb18030" -> WebEncoding.GB18030;
      case "big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5" -> WebEncoding.BIG5;
      case "cseucpkdfmtjapanese", "euc-jp", "x-euc-jp" -> WebEncoding.EUC_JP;
      case "csiso2022jp", "iso-2022-jp" -> WebEncoding.ISO_2022_JP;
      case "csshiftjis",
          "ms932",
          "ms_kanji",
          "shift-jis",
          "shift_jis",
          "sjis",
          "windows-31j",
          "x-sjis" ->
          WebEncoding.SHIFT_JIS;
      case "cseuckr",
          "csksc56011987",
          "euc-kr",
          "iso-ir-149",
          "korean",
          "ks_c_5601-1987",
          "ks_c_5601-1989",
          "ksc5601",
          "ksc_5601",
          "windows-949" ->
          WebEncoding.EUC_KR;
      case "csiso2022kr",
          "hz-gb-2312",
          "iso-2022-cn",
          "iso-2022-cn-ext",
          "iso-2022-kr",
          "replacement" ->
          WebEncoding.REPLACEMENT;
      case "unicodefffe", "utf-16be" -> WebEncoding.UTF_16BE;
      case "csunicode",
          "iso-10646-ucs-2",
          "ucs-2",
          "unicode",
          "unicodefeff",
          "utf-16",
          "utf-16le" ->
          WebEncoding.UTF_16LE;
      case "x-user-defined" -> WebEncoding.X_USER_DEFINED;
      default -> null;
    };
  }
}
