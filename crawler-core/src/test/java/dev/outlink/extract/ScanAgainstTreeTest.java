package dev.outlink.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ascii;
import dev.outlink.charset.WebEncoding;
import dev.outlink.fetch.Page;
import dev.outlink.fetch.Room;
import dev.outlink.link.Extractor;
import dev.outlink.link.FollowRules;
import dev.outlink.link.LinkKind;
import dev.outlink.link.LinkSelection;
import dev.outlink.link.PageLinks;
import dev.outlink.testing.Suites;
import dev.outlink.tree.DocumentRoom;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The scanner and the tree find the same links in the same order, in any document; but in two
 * places jsoup does not build the tree of the standard: in {@code noscript} within {@code head},
 * and in {@code script} within SVG.
 */
class ScanAgainstTreeTest {

  private static final CrawlUrl PAGE = (CrawlUrl) CrawlUrl.parse("http://page.example/dir/doc");

  private static final LinkSelection ALL =
      new LinkSelection(LinkKind.all(), Set.of(), true, true, false);

  private static final LinkExtractor SCAN =
      new LinkExtractor(ALL, FollowRules.NONE, Extractor.SCAN);
  private static final LinkExtractor TREE =
      new LinkExtractor(ALL, FollowRules.NONE, Extractor.JSOUP);

  private static final List<String> TAGS =
      List.of(
          "a",
          "area",
          "b",
          "base",
          "body",
          "br",
          "button",
          "caption",
          "col",
          "colgroup",
          "div",
          "em",
          "font",
          "font color=x",
          "form",
          "frame",
          "h1",
          "head",
          "hr",
          "html",
          "i",
          "iframe",
          "image",
          "img",
          "input",
          "input type=hidden",
          "li",
          "link",
          "math",
          "mi",
          "meta",
          "nobr",
          "noembed",
          "noframes",
          "noscript",
          "object",
          "optgroup",
          "option",
          "p",
          "param",
          "path",
          "plaintext",
          "pre",
          "q",
          "rect",
          "script",
          "select",
          "span",
          "style",
          "svg",
          "svg",
          "table",
          "table",
          "table",
          "tbody",
          "td",
          "td",
          "template",
          "textarea",
          "tfoot",
          "th",
          "thead",
          "title",
          "tr",
          "tr",
          "ul",
          "x-y",
          "xmp",
          "desc",
          "foreignObject",
          "annotation-xml");

  private static final List<String> TEXTS =
      List.of(
          " ",
          "x",
          "<!-- > -->",
          "<!-->",
          "<!--",
          "-->",
          "<![CDATA[ <a href=c> ]]>",
          "<!doctype html>",
          "<?x>",
          "</>",
          "< ",
          "&amp;",
          "\n",
          "<!--<script>",
          "</script>",
          "</style>");

  private int scanned;
  private int all;

  private void compare(String html) {
    if (isBuiltOtherwise(html)) {
      return;
    }
    Page page = Page.of(PAGE, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    PageLinks tree = TREE.extract(page);
    all++;
    scanned += isScanned(page) ? 1 : 0;
    assertThat(SCAN.extract(page).links()).as(html).isEqualTo(tree.links());
  }

  private static boolean isBuiltOtherwise(String html) {
    String tags = Ascii.toLowerCase(html);
    boolean isForeign = tags.contains("<svg") || tags.contains("<math");
    return tags.contains("<noscript") || (isForeign && tags.contains("<script"));
  }

  private static boolean isScanned(Page page) {
    References found = new References(1_000, true, new DocumentRoom(Room.ENDLESS));
    ElementReferences elements =
        new ElementReferences(WantedLinks.of(ALL.kinds(), Set.of()), FollowRules.NONE, found);
    return LinkScan.read(page.body(), 0, page.length(), WebEncoding.UTF_8, elements, found);
  }

  @Test
  void links_ofTheTreeConstructionDocuments_areTheSame() throws IOException {
    try (Stream<Path> files = Files.walk(Suites.find("html5lib/tree-construction"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".dat")).sorted().toList()) {
        for (String part : Files.readString(file).split("(?m)^#data\n")) {
          int end = part.indexOf("\n#errors");
          if (end > 0) {
            String data = part.substring(0, end);
            compare(data);
            compare(
                data.replaceAll(
                    "<(a|img|image|form|iframe|frame|button|input)>",
                    "<$1 href=x src=y action=z>"));
          }
        }
      }
    }
    assertThat(all).isGreaterThan(3_000);
    assertThat(scanned).isGreaterThan(all * 7 / 10);
  }

  /** HTML standard, 13.2.6.4.5: what may not stand in it closes it, and begins the body. */
  @Test
  void noscriptInHead_isClosedByWhatBeginsTheBody() {
    assertThat(hrefs("<noscript><image src=i><tr background=b>")).containsExactly("i");
    assertThat(hrefs("<noscript><svg href=s></svg><frame src=f>")).containsExactly("s");
    assertThat(hrefs("<noscript><link href=l><style>a{b:url(u)}</style></noscript><a href=a>"))
        .containsExactly("l", "u", "a");
  }

  /** Its memory is counted by the tree: it may be as long as the page. */
  @Test
  void styleSheet_thatIsLong_isLeftToTheTree() {
    String rules = "a{b:url(u)}".repeat(30_000);
    compare("<style>" + rules + "</style><a href=a>");
    compare("<style>" + rules);
    assertThat(scanned).isZero();
    compare("<style>a{b:url(u)}</style><a href=a>");
    assertThat(scanned).isEqualTo(1);
  }

  /** 13.2.6.5: an element of SVG does not change how text is read. */
  @Test
  void scriptInSvg_hasElements() {
    assertThat(hrefs("<svg><script href=s><a href=a></a></script></svg><a href=b>"))
        .containsExactly("s", "a", "b");
  }

  private static List<String> hrefs(String html) {
    Page page = Page.of(PAGE, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    return SCAN.extract(page).links().stream()
        .map(link -> link.url().href().replace("http://page.example/dir/", ""))
        .toList();
  }

  /** Tags that stand where they must not, in many thousand orders. */
  @Test
  void links_ofTagsInAnyOrder_areTheSame() {
    Random random = new Random(20_261_128);
    for (int i = 0; i < 60_000; i++) {
      compare(document(random));
    }
    assertThat(scanned).isGreaterThan(all / 4);
  }

  private static String document(Random random) {
    StringBuilder html = new StringBuilder();
    List<String> open = new ArrayList<>();
    for (int n = 1 + random.nextInt(24); n > 0; n--) {
      int choice = random.nextInt(10);
      if (choice < 5) {
        String tag = TAGS.get(random.nextInt(TAGS.size()));
        html.append('<').append(tag);
        int attribute = random.nextInt(4);
        if (attribute > 0) {
          html.append(" href=").append(n).append(" src=s").append(n);
          html.append(
              attribute == 1
                  ? " action=f" + n + " background=b" + n + " style='a:url(u" + n + ")'"
                  : "");
        }
        html.append(random.nextInt(12) == 0 ? "/>" : ">");
        open.add(tag.replaceAll(" .*", ""));
      } else if (choice < 8 && !open.isEmpty()) {
        String tag =
            random.nextInt(3) == 0
                ? open.get(random.nextInt(open.size()))
                : open.remove(open.size() - 1);
        html.append("</").append(tag).append('>');
      } else if (choice == 8) {
        html.append(TEXTS.get(random.nextInt(TEXTS.size())));
      } else {
        html.append("<a href=l").append(n).append(">t</a>");
      }
    }
    return html.toString();
  }
}
