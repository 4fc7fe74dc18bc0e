package dev.outlink.charset;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import org.jspecify.annotations.Nullable;

/** ICU's statistics of bytes and words: loaded when a document needs them, which few do. */
final class LegacyDetector {

  private LegacyDetector() {}

  /** The most likely legacy encoding of a part of a document; null where none is likely. */
  static @Nullable WebEncoding detect(byte[] part) {
    CharsetDetector detector = new CharsetDetector();
    // Tags are ASCII in any language, and hide what the text is.
    detector.enableInputFilter(true);
    detector.setText(part);
    for (CharsetMatch match : detector.detectAll()) {
      WebEncoding encoding = WebEncoding.forLabel(label(match.getName()));
      if (encoding != null && isLegacyAndSafe(encoding)) {
        // Both are decoded alike; what is guessed to be Chinese is more often the older one.
        return encoding == WebEncoding.GB18030 ? WebEncoding.GBK : encoding;
      }
    }
    return null;
  }

  /** ICU tells visual from logical order of Hebrew and Arabic by an ending. */
  private static String label(String name) {
    return name.endsWith("_ltr") || name.endsWith("_rtl")
        ? name.substring(0, name.length() - 4)
        : name;
  }

  /** Of what is no superset of ASCII a page must say that it is in it: so do browsers have it. */
  private static boolean isLegacyAndSafe(WebEncoding encoding) {
    return encoding.output() == encoding
        && encoding != WebEncoding.UTF_8
        && encoding != WebEncoding.ISO_2022_JP;
  }
}
