package dev.outlink.charset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of a document, searched for a meta element that declares an encoding. */
final class HeadScan {

  /** Tags that do not end the head; of html and head the start tags only. */
  private static final List<String> IN_HEAD =
      List.of("meta", "link", "script", "style", "title", "base", "noscript", "object");

  /** Elements whose content is text, whatever it looks like. */
  private static final List<String> TEXT =
      List.of("script", "style", "title", "textarea", "iframe", "noframes", "noembed", "xmp");

  private HeadScan() {}

  /**
   * Reads tags from the beginning to the end of the head, or to {@code least} bytes, whichever
   * comes later.
   */
  static @Nullable WebEncoding find(byte[] body, int length, int least) {
    TagBytes in = new TagBytes(body, length);
    boolean inHead = true;
    for (in.moveTo(in.find('<')); !in.atEnd(); in.moveTo(in.find('<'))) {
      if (!inHead && in.at() >= least) {
        return null;
      }
      if (in.ahead("<!--")) {
        in.skipComment();
        continue;
      }
      boolean endTag = in.peek(1) == '/';
      int nameAt = endTag ? 2 : 1;
      if (!TagBytes.isLetter(in.peek(nameAt))) {
        boolean markup = endTag || in.peek(1) == '!' || in.peek(1) == '?';
        in.moveTo(markup ? in.find('>') : in.at() + 1);
        continue;
      }
      in.moveTo(in.at() + nameAt);
      String text = endTag ? null : among(in, TEXT);
      boolean meta = !endTag && isTag(in, "meta");
      inHead &= among(in, IN_HEAD) != null || (!endTag && (isTag(in, "html") || isTag(in, "head")));
      in.skipName(true);
      WebEncoding declared = meta ? MetaElement.read(in) : null;
      if (declared != null) {
        return declared;
      }
      while (in.nextAttribute()) {
        // Only to come to the end of the tag.
      }
      if (text != null) {
        skipText(in, text);
      }
    }
    return null;
  }

  private static @Nullable String among(TagBytes in, List<String> names) {
    for (String name : names) {
      if (isTag(in, name)) {
        return name;
      }
    }
    return null;
  }

  private static boolean isTag(TagBytes in, String name) {
    int next = in.peek(name.length());
    return in.ahead(name) && (TagBytes.isSpace(next) || next == '/' || next == '>');
  }

  /** Moves to the end tag of an element whose content is text. */
  private static void skipText(TagBytes in, String name) {
    while (!in.atEnd()) {
      in.moveTo(in.find('<'));
      if (in.peek(1) == '/') {
        in.moveTo(in.at() + 2);
        if (isTag(in, name)) {
          in.moveTo(in.at() - 2);
          return;
        }
      } else {
        in.moveTo(in.at() + 1);
      }
    }
  }
}
