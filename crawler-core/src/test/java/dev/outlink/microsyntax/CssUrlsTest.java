package dev.outlink.microsyntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.outlink.microsyntax.CssUrls.CssUrl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CssUrlsTest {

  private static List<String> urls(String css) {
    return CssUrls.inStyleSheet(css).stream().map(CssUrl::value).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{b:url(x)}",
        "a{b:URL( x\n)}",
        "a{b:url('x')}",
        "a{b:url( \t\"x\" )}",
        "a{b:url(\"x\" crossorigin(anonymous))}",
        "a{b:src('x')}",
        "a{b:src( /**/ 'x' )}",
        "a{b:\\75rl(x)}",
        "a{b:u\\000052\r\nL(x)}",
        "a{b:u\\rl(x)}",
        "\\url(x)",
        "@import 'x';",
        "@import\"x\" layer(y) screen;",
        "@IMPORT /* y */\n\"x\"",
        "@\\69mport 'x'",
        "@import url(x)",
        "@import url('x') supports(display: grid)",
        "@font-face{src:local(\"y\"),url(x)format('woff2')}",
        "@charset \"y\"; a{b:url(x)}",
        "<!--url(x)-->",
        "-->url(x)",
        "1.url(x)",
        "1%url(x)",
        "/url(x)",
        "@ url(x)",
        "# url(x)",
        "\\\nurl(x)",
        "a{--b:url(x)}",
        "a{b:calc(url(x))}",
        "}}@import 'x'",
        "@namespace n 'y'; a{b:url(x)}",
        "@namespace n url(y); @import 'x'",
        "'unclosed\nurl(x)",
        "url('unclosed\n) url(x)",
        "url(y z) url(x)",
        "url(y'z) url(x)",
        "url(y(z) url(x)",
        "url(y\u0001) url(x)",
        "url(y\\\n) url(x)",
        "url(y z\\)) url(x)",
        "url()url('')url( )url(x)",
        "/* url(y) */url(x)",
        "/* url(y) *//**//*/url(y)*/url(x)",
        "'url(y)' \"@import 'y'\" '\\'url(y)' 'a\\\nurl(y)' url(x)",
      })
  void inStyleSheet_oneUrl_isFound(String css) {
    assertThat(urls(css)).containsExactly("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "myurl(x)",
        "-url(x)",
        "--url(x)",
        "#url(x)",
        "#-url(x)",
        "#1url(x)",
        "@url(x)",
        "1url(x)",
        "+.5e-3url(x)",
        "1e3url(x)",
        "1-url(x)",
        "\u00e9url(x)",
        "url\u017f(x)",
        "url (x)",
        "url/**/(x)",
        "src(x)",
        "src(var(--x))",
        "\u017frc('x')",
        "image('x')",
        "a{b:'x'}",
        "a{@import 'x'}",
        "@imports 'x'",
        "@import y 'x'",
        "@\u0131mport 'x'",
        "@namespace url(x)",
        "@namespace n url('x')",
        "@namespace 'x'",
        "@charset 'x'",
        "/* url(x)",
        "/*/ url(x)",
        "'url(x)",
        "'\\",
        "@import 'x\n';",
        "url('x\n')",
        "url(x y)",
        "url(x\"y\")",
        "url(/**/'x')",
        "url(",
        "url('",
        "@import '",
        "@import",
        "@",
        "\\",
        "",
        "url('\\\n')"
      })
  void inStyleSheet_noUrl_isEmpty(String css) {
    assertThat(urls(css)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{b:url(x",
        "a{b:url(x ",
        "url('x",
        "url('x'",
        "src('x",
        "@import 'x",
        "url('x\\"
      })
  void inStyleSheet_openAtTheEnd_isClosed(String css) {
    assertThat(urls(css)).containsExactly("x");
  }

  @Test
  void inStyleSheet_longNameWithTheNameInFront_isAnother() {
    assertThat(urls("url" + "l".repeat(30) + "(x)")).isEmpty();
    assertThat(urls("\\0url(x)")).isEmpty();
  }

  @Test
  void inStyleSheet_escapes_areDecodedInTheValueOnly() {
    assertThat(CssUrls.inStyleSheet("url(\\)\\28 \\000041 b\\\"\\ ) url('\\'\\a \\\r\nb\\c\\\\')"))
        .containsExactly(
            new CssUrl("\\)\\28 \\000041 b\\\"\\ ", ")(Ab\" "),
            new CssUrl("\\'\\a \\\r\nb\\c\\\\", "'\nb\f\\"));
    assertThat(urls("url(\\1F600\\1f600 x\\\ud83d\ude00)"))
        .containsExactly("\ud83d\ude00\ud83d\ude00x\ud83d\ude00");
  }

  @Test
  void inStyleSheet_notACharacter_isReplaced() {
    assertThat(urls("url(\\0) url(\\d800 ) url(\\110000) url(\u0000) url('\ud800a') url(a\\"))
        .containsExactly("\ufffd", "\ufffd", "\ufffd", "\ufffd", "\ufffda", "a\ufffd");
  }

  @Test
  void inStyleSheet_several_areInOrderWithDuplicates() {
    assertThat(urls("@import 'a';b{c:url(d),url(\"e\");f:url(d)}/*g*/@media x{h{i:url(#j)}}"))
        .containsExactly("a", "d", "e", "d", "#j");
  }

  @Test
  void inDeclarations_import_isNone() {
    assertThat(CssUrls.inDeclarations("background:url( a ); @import 'b'; c:url('d"))
        .containsExactly(new CssUrl("a", "a"), new CssUrl("d", "d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/*",
        "/",
        "'",
        "\"\n",
        "url(",
        "url( ",
        "url('",
        "url(x)",
        "url(a b",
        "\\",
        "\\0 ",
        "\\\n",
        "@import",
        "@import ",
        "@import '",
        "@",
        "#",
        "-",
        "--",
        "a",
        "1",
        "1e",
        ".",
        "+",
        "{",
        "}",
        "<!--",
        "<!-",
        "src(/*",
        "src( ",
        " ",
        "*/",
        "url(\\",
        "\ud800"
      })
  void forEach_longInput_isLinear(String piece) {
    String css = piece.repeat(4_000_000 / piece.length());
    AtomicInteger found = new AtomicInteger();
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          CssUrls.forEachInStyleSheet(css, url -> found.incrementAndGet());
          CssUrls.forEachInDeclarations("url(" + css, url -> found.incrementAndGet());
        });
    assertThat(found.get()).isLessThanOrEqualTo(css.length());
  }
}
