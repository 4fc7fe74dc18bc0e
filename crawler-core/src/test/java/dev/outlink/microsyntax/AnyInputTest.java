package dev.outlink.microsyntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.microsyntax.CssUrls.CssUrl;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every parser takes every text: pieces of all grammars, thrown together. */
class AnyInputTest {

  private static final int TEXTS = 50_000;
  private static final int MAX_PIECES = 24;

  private static final String[] PIECES = {
    "",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\f",
    "\0",
    ",",
    ";",
    ":",
    "=",
    "'",
    "\"",
    "`",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "/",
    "*",
    "/*",
    "*/",
    "\\",
    "\\0",
    "\\41 ",
    "@",
    "#",
    "-",
    "+",
    ".",
    "%",
    "1",
    "9",
    "e",
    "w",
    "x",
    "h",
    "a",
    "url",
    "url(",
    "src(",
    "@import ",
    "@namespace ",
    "http://",
    "https:",
    "//",
    "; rel=",
    "title*=",
    "utf-8''",
    "%C3",
    "<a>",
    "<!--",
    "\u00a0",
    "\u00e9",
    "\ud83d",
    "\ude00",
    "\ufeff",
    "\uffff"
  };

  @Test
  void parsers_anyText_neverThrow() {
    Random random = new Random(8288);
    int found = 0;
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      found += Srcset.parse(text).size() + Srcset.urls(text).size();
      found += MetaRefresh.parse(text) == null ? 0 : 1;
      found += LinkHeader.parse(text).size();
      found += CssUrls.inDeclarations(text).size();
      for (CssUrl url : CssUrls.inStyleSheet(text)) {
        assertThat(text).contains(url.raw());
        found++;
      }
      for (String url : PlainTextUrls.find(text)) {
        assertThat(text).contains(url);
        found++;
      }
    }
    assertThat(found).isGreaterThan(TEXTS / 2);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(MAX_PIECES); pieces >= 0; pieces--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
