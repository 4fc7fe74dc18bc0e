package dev.outlink.microsyntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlink.microsyntax.LinkHeader.Link;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTest {

  private static final String FOLD =
      "RFC 9112, 5.2, and RFC 9110, 5.5: the break of a folded line is a space, not nothing";

  /** The vectors are of another parser. What is known to differ, and which rule says so. */
  private static final Map<String, String> DEVIATIONS =
      Map.of(
          "foldline: unfolds header", FOLD,
          "foldline: unfolds hard-folded header", FOLD);

  @Test
  void parse_vectors_passButForKnownDeviations() throws IOException {
    JsonNode cases = Vectors.read("link-header.json");
    Map<String, String> failed = new TreeMap<>();
    for (JsonNode test : cases) {
      List<String> expected = new ArrayList<>();
      test.get("refs").forEach(link -> expected.add(ofVectors(link)));
      List<String> is = new ArrayList<>();
      LinkHeader.forEach(test.get("header").asText(), link -> is.addAll(asInVectors(link)));
      if (!is.equals(expected)) {
        failed.put(test.get("test").asText(), expected + "\n is " + is);
      }
    }
    System.out.printf(
        "Link header vectors: %d of %d%n", cases.size() - failed.size(), cases.size());
    assertThat(cases.size()).isEqualTo(46);
    assertThat(failed.keySet()).as(failed::toString).isEqualTo(DEVIATIONS.keySet());
  }

  /** One line, parameters sorted by name. */
  private static String ofVectors(JsonNode link) {
    TreeSet<String> parts = new TreeSet<>();
    for (Map.Entry<String, JsonNode> field : link.properties()) {
      JsonNode value = field.getValue();
      if (value.isArray()) {
        value.forEach(item -> parts.add(field.getKey() + "=" + item.asText()));
      } else if (value.isObject()) {
        parts.add(field.getKey() + "=" + value.get("language").asText() + "'" + text(value));
      } else if (!field.getKey().equals("rel") || !value.asText().isEmpty()) {
        parts.add(field.getKey() + "=" + value.asText());
      }
    }
    return parts.toString();
  }

  /** The parser of the vectors leaves text as it is where it does not know the charset. */
  private static String text(JsonNode encoded) {
    String value = encoded.get("value").asText();
    String charset = encoded.get("encoding").asText();
    return charset.equals("gb2312") ? URLDecoder.decode(value, Charset.forName(charset)) : value;
  }

  /** As the vectors have it: one for each relation, and one where there is none. */
  private static List<String> asInVectors(Link link) {
    TreeSet<String> parts = new TreeSet<>(List.of("uri=" + link.target()));
    if (link.anchor() != null) {
      parts.add("anchor=" + link.anchor());
    }
    for (LinkParameter attribute : link.attributes()) {
      String language = attribute.language();
      String mark = language == null ? "=" : "*=" + language + "'";
      parts.add(attribute.name() + mark + attribute.value());
    }
    if (link.relations().isEmpty()) {
      return List.of(parts.toString());
    }
    List<String> all = new ArrayList<>();
    for (String relation : link.relations()) {
      TreeSet<String> one = new TreeSet<>(parts);
      one.add("rel=" + relation);
      all.add(one.toString());
    }
    return all;
  }

  private static Link only(String header) {
    List<Link> links = LinkHeader.parse(header);
    assertThat(links).hasSize(1);
    return links.get(0);
  }

  private static List<String> targets(String header) {
    return LinkHeader.parse(header).stream().map(Link::target).toList();
  }

  @Test
  void parse_severalRel_firstWins() {
    assertThat(only("</a>; rel=\" next\tPREV \"; rel=x").relations())
        .containsExactly("next", "PREV");
    assertThat(only("</a>; rel; rel=x").relations()).isEmpty();
    assertThat(only("</a>; anchor=x; anchor=y").anchor()).isEqualTo("x");
  }

  @Test
  void parse_encodedTitle_winsOverThePlainOne() {
    Link link = only("</a>; title=\"plain\"; title*=utf-8'de'%C3%BC%2; title*=UTF-8''x; title=y");
    assertThat(link.attributes()).containsExactly(new LinkParameter("title", "\u00fc%2", "de"));
    assertThat(only("</a>; TITLE*=iso-8859-1''%fc").attribute("title")).isEqualTo("\u00fc");
    assertThat(only("</a>; title*=GB2312'zh'%C6%F3").attribute("title")).isEqualTo("\u4f01");
    assertThat(only("</a>; title*=utf-16be''%4F%01").attribute("title")).isEqualTo("\u4f01");
    assertThat(only("</a>; note*=utf-8''%ff").attribute("note")).isEqualTo("\ufffd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such''%C6", "no such''%C6", "utf-8'x", "x", "''", ""})
  void parse_encodedTitleThatCannotBeDecoded_plainOneStands(String encoded) {
    assertThat(only("</a>; title*=" + encoded + "; title=b").attributes())
        .containsExactly(new LinkParameter("title", "b", null));
  }

  @Test
  void parse_encodedRel_isIgnored() {
    Link link = only("</a>; rel*=utf-8''next; anchor*=utf-8''b; type*=utf-8''c; rel=prev");
    assertThat(link).isEqualTo(new Link("/a", List.of("prev"), null, List.of()));
  }

  @Test
  void parse_quotedString_keepsSeparatorsAndEscapes() {
    assertThat(LinkHeader.parse("<a>; title=\"x\\\"; \\\\, <b>\" ; rel=r , <c>"))
        .containsExactly(
            new Link(
                "a", List.of("r"), null, List.of(new LinkParameter("title", "x\"; \\, <b>", null))),
            new Link("c", List.of(), null, List.of()));
  }

  @Test
  void parse_unclosedQuotedString_goesToTheEnd() {
    assertThat(only("<a>; title=\"x, <b>").attribute("title")).isEqualTo("x, <b>");
    assertThat(only("<a>; title=\"x\\").attribute("title")).isEqualTo("x");
  }

  @Test
  void parse_emptyListElements_areSkipped() {
    assertThat(targets(" , ,<a>;, ,\t<b>,")).containsExactly("a", "b");
  }

  @Test
  void parse_parametersWithoutName_areSkipped() {
    assertThat(only("<a>; ;;=x; = \"y\";rel=z;"))
        .isEqualTo(new Link("a", List.of("z"), null, List.of()));
  }

  @Test
  void parse_textThatIsNoLink_endsTheReading() {
    assertThat(targets("<a>; rel=x, b, <c>")).containsExactly("a");
    assertThat(targets("<a> b; rel=x, <c>")).containsExactly("a");
    assertThat(targets("<a>, <b")).containsExactly("a");
    assertThat(targets("a, <b>")).isEmpty();
    assertThat(targets("")).isEmpty();
  }

  @Test
  void parse_targetWithCommaAndSpace_isWhole() {
    assertThat(targets("<a, b;c>;rel=x,<>")).containsExactly("a, b;c", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<",
        "<a",
        "<a>",
        "<a>,",
        ",",
        "<a>;",
        ";x*=utf-8''%",
        ";title*=",
        ";rel=a",
        ";a=\"\\\"",
        " ",
        ";a= "
      })
  void forEach_longInput_isLinear(String piece) {
    String header = piece.repeat(4_000_000 / piece.length());
    AtomicInteger found = new AtomicInteger();
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          LinkHeader.forEach(header, link -> found.incrementAndGet());
          LinkHeader.forEach("<x>" + header, link -> found.incrementAndGet());
        });
    assertThat(found.get()).isLessThan(2 * header.length());
  }
}
