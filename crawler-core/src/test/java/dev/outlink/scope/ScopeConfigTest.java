package dev.outlink.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeConfigTest {

  @Test
  void problems_ofDefault_areNone() {
    assertThat(ScopeConfig.DEFAULT.problems()).isEmpty();
  }

  @Test
  void problems_everythingWrong_tellsAllByOption() {
    ScopeConfig config =
        new ScopeConfig(
            ScopeKind.ANY, 1_000_001, List.of("("), List.of("a", "[b"), -1, -1, -1, -1, -1, -1);
    assertThat(config.problems())
        .containsExactly(
            "depth: 1000001 is not within 0 to 1000000",
            "include: '(' : missing closing ) at 1",
            "exclude: '[b' : missing closing ] at 1",
            "max-pages: -1 is not within 0 to 1000000000000",
            "max-pages-per-host: -1 is not within 0 to 10000000",
            "max-url-length: -1 is not within 0 to 10000000",
            "max-segments: -1 is not within 0 to 10000000",
            "max-repeats: -1 is not within 0 to 10000000",
            "max-variants: -1 is not within 0 to 10000000");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a(b)(c, missing closing ) at 5",
        "a(b(c, missing closing ) at 2",
        "(\\(, missing closing ) at 1",
        "[(]\\Q(\\E(, missing closing ) at 9",
        "a), missing opening ( at 2",
        "(a)b[)]\\)), missing opening ( at 10",
        "a*|*b, missing argument to repetition operator at 4",
        "ab**, invalid nested repetition operator at 3",
        "ab[z-a], invalid character class range at 4",
        "ab\\, trailing backslash at end of expression at 3",
        "a{2}b{2000}, invalid repeat count at 6",
        "x\\p{Foo}, invalid character class range at 2",
        "a(?=b), invalid or unsupported Perl syntax at 2",
        "(a)\\1, invalid escape sequence at 4",
        "\"\", \"empty, so it is found everywhere\"",
      })
  void problems_invalidExpression_saysWhatAndWhere(String expression, String problem) {
    assertThat(ScopeConfig.DEFAULT.withExclude(List.of(expression)).problems())
        .containsExactly("exclude: '" + expression + "' : " + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a{1000}){1000}",
        "((a{100}){100}){100}",
        "((((a{1,1000}){1000}){1000}){1000}){1000}",
        "(\\x{61}{0,999}[^]x]{999,}){11}",
        "(?:(?:\\Qabc\\E|[[:alpha:]\\]]){100}){100}",
        "[a]{10}(b{99}){999}(",
        "(a{100})(?i){101}",
        "((a{1000})(?i){1000})(?s){1000}",
        "((a{1000})\\Q\\E{1000})*(?i){1000}",
      })
  void problems_expressionTooLargeWrittenOut_isRefusedWithoutBeingCompiled(String expression) {
    assertThat(ScopeConfig.DEFAULT.withInclude(List.of(expression)).problems())
        .singleElement()
        .asString()
        .startsWith("include: '" + expression + "' : too large");
  }

  @Test
  void problems_longOrDeepExpression_isRefused() {
    assertThat(ScopeConfig.DEFAULT.withInclude(List.of("a".repeat(10_001))).problems()).hasSize(1);
    String deep = "(".repeat(50_000) + ")".repeat(50_000);
    assertThat(ScopeConfig.DEFAULT.withInclude(List.of(deep)).problems())
        .singleElement()
        .asString()
        .contains("too many groups");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "\\.(pdf|zip)$",
        "(?i)/DOCS/",
        "/[0-9]{4}/[0-9]{2}/[0-9a-f]{32}[0-9a-f]{32}",
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "^https?://([^/]+\\.)?example\\.org/",
        "a{,3}",
        "{",
        "a{b}",
        "\\Q(((\\E",
        "[]a{1000}(]",
        "[[:alpha:]{(]",
        "(a|b|c|d|e){500}",
      })
  void problems_usualExpression_areNone(String expression) {
    assertThat(ScopeConfig.DEFAULT.withInclude(List.of(expression)).problems()).isEmpty();
  }

  @Test
  void with_eachValue_changesThatOneOnly() {
    ScopeConfig config =
        ScopeConfig.DEFAULT
            .withScope(ScopeKind.ANY)
            .withDepth(1)
            .withInclude(List.of("i"))
            .withExclude(List.of("e"))
            .withMaxPages(2)
            .withMaxPagesPerHost(3)
            .withMaxUrlLength(4)
            .withMaxSegments(5)
            .withMaxRepeats(6)
            .withMaxVariants(7);
    assertThat(config)
        .isEqualTo(new ScopeConfig(ScopeKind.ANY, 1, List.of("i"), List.of("e"), 2, 3, 4, 5, 6, 7));
  }

  @Test
  void of_labels_areTheKinds() {
    for (ScopeKind kind : ScopeKind.values()) {
      assertThat(ScopeKind.of(kind.label())).isEqualTo(kind);
    }
    assertThat(ScopeKind.DOMAIN.label()).isEqualTo("domain");
    assertThat(ScopeKind.of("site")).isNull();
  }
}
