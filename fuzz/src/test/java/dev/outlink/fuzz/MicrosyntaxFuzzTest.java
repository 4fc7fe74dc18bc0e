package dev.outlink.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.outlink.microsyntax.CssUrls;
import dev.outlink.microsyntax.LinkHeader;
import dev.outlink.microsyntax.MetaRefresh;
import dev.outlink.microsyntax.PlainTextUrls;
import dev.outlink.microsyntax.Srcset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any text is taken, and what is found in it is no longer than the text. */
class MicrosyntaxFuzzTest {

  /** All parsers of attributes, headers and text. */
  @DictionaryEntries({
    "url(",
    "src(",
    "@import",
    "@namespace",
    "/*",
    "*/",
    "<!--",
    "\\0",
    "\\41 ",
    "; rel=",
    "rel*=",
    "title*=utf-8''",
    "anchor=",
    "1x",
    "100w",
    "10h",
    "1e1",
    "http://",
    "https://",
    "0; url=",
    "'",
    "\u00a0",
    "\ud800"
  })
  @FuzzTest(maxDuration = "15s")
  void parsers_anyText_findNoMoreThanThereIs(byte[] input) {
    String text = AnyText.of(input);
    assertBounded(text, Srcset.urls(text));
    assertTrue(Srcset.parse(text).size() == Srcset.urls(text).size());
    MetaRefresh refresh = MetaRefresh.parse(text);
    @Nullable String target = refresh == null ? null : refresh.url();
    assertTrue(target == null || text.contains(target));
    assertBounded(text, LinkHeader.parse(text).stream().map(LinkHeader.Link::target).toList());
    assertBounded(text, raw(CssUrls.inStyleSheet(text)));
    assertBounded(text, raw(CssUrls.inDeclarations(text)));
    assertBounded(text, PlainTextUrls.find(text));
  }

  private static List<String> raw(List<CssUrls.CssUrl> urls) {
    return urls.stream().map(CssUrls.CssUrl::raw).toList();
  }

  private static void assertBounded(String text, List<String> found) {
    int length = 0;
    for (String part : found) {
      assertTrue(text.contains(part), part);
      length += part.length();
    }
    assertTrue(length <= text.length(), "more than there is");
  }
}
