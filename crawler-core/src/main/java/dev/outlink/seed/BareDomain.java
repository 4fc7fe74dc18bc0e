package dev.outlink.seed;

import com.google.common.base.CharMatcher;
import dev.outlink.url.CrawlUrl;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * URLs without a scheme, such as {@code example.org}, {@code example.org:8080/path} and {@code
 * //example.org}. To be taken for one a text has to begin with a name with a dot in it, {@code
 * localhost}, or an address; so words, numbers and mail addresses are none.
 */
final class BareDomain {

  private static final String LABEL = "[\\p{L}\\p{N}\\p{M}_-]+";
  private static final Pattern HOST =
      Pattern.compile(
          "(" + LABEL + "(\\." + LABEL + ")+\\.?|localhost|\\[[0-9a-fA-F:.]+\\])(:[0-9]+)?",
          Pattern.CASE_INSENSITIVE);
  private static final CharMatcher END = CharMatcher.anyOf("/?#");

  /** No name in DNS is as long, with a port. */
  private static final int LONGEST = 260;

  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  private BareDomain() {}

  /** The URL, or null where the text is none. */
  static @Nullable CrawlUrl url(String scheme, String text) {
    String rest = text.startsWith("//") ? text.substring(2) : text;
    int end = END.indexIn(rest);
    String host = end < 0 ? rest : rest.substring(0, end);
    if (host.length() > LONGEST || !HOST.matcher(host).matches()) {
      return null;
    }
    if (!(CrawlUrl.parse(scheme + "://" + rest) instanceof CrawlUrl url) || !url.isHttp()) {
      return null;
    }
    // The URL standard takes 1.5 for the address 1.0.0.5, which nobody means.
    boolean isAddress = ADDRESS.matcher(url.hostname()).matches();
    return isAddress && !rest.startsWith(url.hostname()) ? null : url;
  }
}
