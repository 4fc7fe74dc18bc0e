package dev.outlink.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.QueryEncoding;
import dev.outlink.url.UrlResult;
import java.util.Arrays;

/** Any base, any reference, any encoding: a URL that parses to itself, or none. */
class UrlFuzzTest {

  private static final CrawlUrl HTTP = (CrawlUrl) CrawlUrl.parse("http://h.example/a/b?c");

  /**
   * Resolves a reference.
   *
   * @param input a byte that chooses the encoding, a base up to the end of the line, the reference
   */
  @DictionaryEntries({
    "http:",
    "https:",
    "file:",
    "ws:",
    "foo:",
    "//",
    "///",
    "/.//",
    "%2e",
    "%2E.",
    "..",
    "[::1]",
    "[1:2::3.4.5.6]",
    "127.1",
    "0x7f",
    "xn--",
    "xn--zca",
    ":80",
    ":99999",
    "user:pw@",
    "C|/",
    "\u00ad",
    "\u3002",
    "\u200d",
    "\uff05\uff14\uff11",
    "\ud83d\ude00",
    "?",
    "#",
    "\\"
  })
  @FuzzTest(maxDuration = "15s")
  void resolve_anyReference_givesUrlThatParsesToItself(byte[] input) {
    if (input.length == 0) {
      return;
    }
    String text = AnyText.of(Arrays.copyOfRange(input, 1, input.length));
    int line = text.indexOf('\n');
    CrawlUrl base =
        line >= 0 && check(CrawlUrl.parse(text.substring(0, line))) instanceof CrawlUrl url
            ? url
            : HTTP;
    String reference = text.substring(line + 1);
    QueryEncoding encoding = Encodings.of(input[0]).queryEncoding();
    UrlResult absolute = check(CrawlUrl.parse(reference));
    UrlResult plain = check(base.resolve(reference));
    UrlResult encoded = check(base.resolve(reference, encoding));
    if (encoding == null) {
      assertEquals(plain, encoded);
    }
    // Only a base of the same scheme tells what an absolute URL is.
    if (absolute instanceof CrawlUrl url && !url.scheme().equals(base.scheme())) {
      assertEquals(url, plain);
    }
  }

  private static UrlResult check(UrlResult result) {
    if (result instanceof CrawlUrl url) {
      Invariants.check(url);
    }
    return result;
  }
}
