package dev.outlink.seed;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first column of a line of a list, which should be a URL.
 *
 * @param url the column, without quotation marks and the white space around it
 * @param fault why the line does not tell what its URL is, or null; then {@code url} is the line
 */
public record ListLine(String url, @Nullable String fault) {

  /** The fault of a first line that names the columns, which is no mistake of anybody's. */
  static final String NAMES_OF_COLUMNS = "the line that names the columns";

  private static final char QUOTE = '"';

  /** What a column of URLs is called, alone or with another word: {@code Page URL}. */
  private static final ImmutableSet<String> NAMES =
      ImmutableSet.of(
          "url",
          "urls",
          "uri",
          "link",
          "href",
          "address",
          "page",
          "pages",
          "loc",
          "location",
          "domain",
          "host",
          "hostname",
          "site",
          "website",
          "source",
          "target");

  private static final Splitter WORDS = Splitter.on(CharMatcher.anyOf(" _-")).omitEmptyStrings();

  /** What lines of a list mean, of which the first may name the columns. Confined to one thread. */
  public static final class Columns {

    /** A comma or semicolon that ends a column, as a tab does; 0 where neither does. */
    private char separator;

    private boolean begun;

    /**
     * Columns of a list that has read nothing yet.
     *
     * @param name of the list; where it ends in {@code .csv}, commas separate columns
     */
    public Columns(String name) {
      separator = name.endsWith(".csv") || name.endsWith(".csv.gz") ? ',' : 0;
    }

    /** Reads the next line, which has neither white space at its ends nor a line end. */
    public ListLine read(String line) {
      if (!begun) {
        begun = true;
        char named = separatorOfNames(line);
        if (named != 0) {
          separator = named;
          return faulty(line, NAMES_OF_COLUMNS);
        }
      }
      return first(line, separator);
    }
  }

  /**
   * The separator behind the first of the columns' names, such as {@code url,status}; 0 where the
   * line is none of names.
   */
  private static char separatorOfNames(String line) {
    int end = 0;
    while (end < line.length() && isOfName(line.charAt(end))) {
      end++;
    }
    char separator = end < line.length() ? line.charAt(end) : 0;
    if (separator != ',' && separator != ';') {
      return 0;
    }
    List<String> words =
        WORDS.splitToList(line.substring(0, end).replace(QUOTE, ' ').toLowerCase(Locale.ROOT));
    return words.size() <= 2 && !Collections.disjoint(words, NAMES) ? separator : 0;
  }

  private static boolean isOfName(char c) {
    return Character.isLetter(c) || c == ' ' || c == '_' || c == '-' || c == QUOTE;
  }

  /**
   * The first column. A tab ends it, for the URL parser would drop the tab and join what stands on
   * both sides; so does white space before a {@code #}, which begins a comment. Any other white
   * space might be a part of the URL that nobody encoded or separate it from something: nobody can
   * know, so it is a fault.
   */
  private static ListLine first(String line, char separator) {
    int length = line.length();
    if (length > 0 && line.charAt(0) == QUOTE) {
      return quoted(line, separator);
    }
    for (int i = 0; i < length; i++) {
      char c = line.charAt(i);
      if (c == '\t' || (c == separator && c != 0)) {
        return new ListLine(line.substring(0, i).strip(), null);
      }
      if (isSpace(c)) {
        int next = behindSpace(line, i);
        if (next < length && line.charAt(next) == '#') {
          return new ListLine(line.substring(0, i), null);
        }
        if (next < length && line.charAt(next) != '\t' && line.charAt(next) != separator) {
          return faulty(
              line, "white space within it: %20 stands for a space, tabs separate columns");
        }
      } else if (c < ' ' || c == 0x7f) {
        return faulty(line, "a control character within it");
      } else if (c == QUOTE && (line.charAt(i - 1) == ',' || line.charAt(i - 1) == ';')) {
        return faulty(line, "columns, but its list has no line that names them; tabs separate any");
      }
    }
    return new ListLine(line, null);
  }

  /** As spreadsheets write it (RFC 4180, section 2): within, a quotation mark stands twice. */
  private static ListLine quoted(String line, char separator) {
    int end = line.indexOf(QUOTE, 1);
    while (end >= 0 && end + 1 < line.length() && line.charAt(end + 1) == QUOTE) {
      end = line.indexOf(QUOTE, end + 2);
    }
    if (end < 0) {
      return faulty(line, "a quotation mark that is not closed");
    }
    int next = behindSpace(line, end + 1);
    boolean ends =
        next == line.length()
            || line.charAt(next) == '\t'
            || line.charAt(next) == ','
            || line.charAt(next) == ';'
            || line.charAt(next) == separator
            || (line.charAt(next) == '#' && next > end + 1);
    if (!ends) {
      return faulty(line, "text behind the closing quotation mark");
    }
    String url = line.substring(1, end).replace("\"\"", "\"").strip();
    return url.indexOf('\t') < 0
        ? new ListLine(url, null)
        : faulty(line, "a tab within the quotation marks");
  }

  private static ListLine faulty(String line, String fault) {
    return new ListLine(line, fault);
  }

  private static int behindSpace(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) != '\t' && isSpace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' '
        || (c > '~' && (Character.isSpaceChar(c) || Character.isWhitespace(c)))
        || c == 0x0b
        || c == '\f';
  }
}
