package dev.outlink.url;

/** The path segments that are not kept but move within the path (URL standard, section 4.1). */
final class DotSegment {

  private DotSegment() {}

  /** 1 or 2 where what stands from {@code from} to the end is a dot segment, else 0. */
  static int dots(StringBuilder path, int from) {
    int dots = 0;
    int i = from;
    int length = path.length();
    while (i < length) {
      if (path.charAt(i) == '.') {
        i++;
      } else if (length - i >= 3
          && path.charAt(i) == '%'
          && path.charAt(i + 1) == '2'
          && (path.charAt(i + 2) | 0x20) == 'e') {
        i += 3;
      } else {
        return 0;
      }
      if (++dots > 2) {
        return 0;
      }
    }
    return dots;
  }

  /** Drops the last segment of the path; the drive letter of a file URL stays where it is alone. */
  static void shorten(StringBuilder path, int pathStart, boolean file) {
    int i = path.length();
    if (file
        && i == pathStart + 3
        && Scheme.isAlpha(path.charAt(pathStart + 1))
        && path.charAt(pathStart + 2) == ':') {
      return;
    }
    while (i > pathStart) {
      i--;
      if (path.charAt(i) == '/') {
        break;
      }
    }
    path.setLength(i);
  }
}
