package dev.outlink.robots;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts that nobody means well with, or that somebody's editor has spoilt. */
@Timeout(20)
class RobotsHostileTest {

  private static final String RULES = "User-agent: *\nDisallow: /x\nDisallow: /y/\n";
  private static final int MAX = RobotsPolicy.MAX_BYTES;

  private static RobotsRules parse(byte[] robots) {
    return RobotsParser.parse(robots, robots.length, "Outlink");
  }

  private static RobotsRules parse(String robots) {
    return parse(robots.getBytes(UTF_8));
  }

  private static byte[] bytes(String robots, Charset charset) {
    return robots.getBytes(charset);
  }

  @Test
  void text_withByteOrderMark_isRead() {
    assertRead(bytes("\uFEFF" + RULES, UTF_8));
  }

  @Test
  void text_inUtf16WithByteOrderMark_isDecoded() {
    assertRead(bytes("\uFEFF" + RULES, UTF_16LE));
    assertRead(bytes("\uFEFF" + RULES, UTF_16BE));
    RobotsVerdict verdict =
        parse(bytes("\uFEFFUser-agent: *\nDisallow: /\u30c4\n", UTF_16LE)).verdict("/%E3%83%84");
    assertThat(verdict.allowed()).isFalse();
  }

  @Test
  void text_inUtf16WithoutByteOrderMark_isReadWhereItIsAscii() {
    assertRead(bytes(RULES, UTF_16LE));
    assertRead(bytes(RULES, UTF_16BE));
  }

  @Test
  void text_withZeros_isReadWithoutThem() {
    assertRead(bytes("User\0-agent: *\nDisallow:\0 /\0x\n\0Disallow: /y/", UTF_8));
  }

  @Test
  void text_withOldMacLineEnds_isRead() {
    assertRead(bytes(RULES.replace('\n', '\r'), UTF_8));
  }

  @Test
  void text_thatIsNoUtf8_isReadAsOctets() {
    byte[] robots = bytes("# caf\u00e9\nUser-agent: *\nDisallow: /caf\u00e9\n", ISO_8859_1);
    assertThat(parse(robots).verdict("/caf%E9").allowed()).isFalse();
    assertThat(parse(robots).verdict("/caf%C3%A9").allowed()).isTrue();
  }

  @Test
  void text_thatIsHtml_hasNoRules() {
    String html = "<!doctype html><title>404</title>\n<p>User-agent: *\n<p>Disallow: /\n</html>";
    assertThat(parse(html).verdict("/").allowed()).isTrue();
  }

  @Test
  void text_thatIsTooShortForAMark_isRead() {
    for (int[] octets : new int[][] {{}, {0xFE}, {0xFF, 0xFE}, {0xFE, 0xFF, 0}, {0xEF}, {0}}) {
      byte[] robots = new byte[octets.length];
      for (int i = 0; i < octets.length; i++) {
        robots[i] = (byte) octets[i];
      }
      assertThat(parse(robots).verdict("/").allowed()).isTrue();
    }
  }

  @Test
  void text_ofNoise_isReadInBoundedTime() {
    Random random = new Random(4);
    for (int i = 0; i < 20; i++) {
      byte[] noise = new byte[MAX];
      random.nextBytes(noise);
      assertThat(parse(noise).verdict("/").detail()).isNotEmpty();
    }
  }

  @Test
  void text_overTheLimit_isCutAtItsLastLine() {
    String head = "User-agent: *\nDisallow: /x\n";
    byte[] robots = Arrays.copyOf(bytes(head, UTF_8), MAX + 1000);
    Arrays.fill(robots, head.length(), robots.length, (byte) '#');
    byte[] rule = bytes("\nAllow: /x/y/z\nDisallow: /late\n", UTF_8);
    // The allow stands before the limit, but for its last octet.
    System.arraycopy(rule, 0, robots, MAX - 13, rule.length);
    RobotsRules rules = parse(robots);
    assertThat(rules.verdict("/x").allowed()).isFalse();
    assertThat(rules.verdict("/x/y/z").allowed()).isFalse();
    assertThat(rules.verdict("/late").allowed()).isTrue();
    // One more octet of room, and the line is whole.
    System.arraycopy(rule, 0, robots, MAX - 15, rule.length);
    assertThat(parse(robots).verdict("/x/y/z").allowed()).isTrue();
  }

  @Test
  void text_whoseArrayIsLonger_endsAtItsLength() {
    byte[] robots = bytes("User-agent: *\nDisallow: /x\nDisallow: /", UTF_8);
    RobotsRules rules = RobotsParser.parse(robots, 27, "Outlink");
    assertThat(rules.verdict("/x").allowed()).isFalse();
    assertThat(rules.verdict("/z").allowed()).isTrue();
  }

  @Test
  void text_ofOneLine_hasNoRulesBeyondTheLimitOrOneOfBoundedLength() {
    assertThat(parse("Disallow:/" + "a".repeat(MAX)).verdict("/a").allowed()).isTrue();
    RobotsRules rules =
        parse("User-agent: *\nDisallow: /" + "a".repeat(MAX - 1000) + "\nDisallow: /b\n");
    assertThat(rules.verdict("/" + "a".repeat(RobotsText.MAX_LINE)).allowed()).isFalse();
    RobotsVerdict verdict = rules.verdict("/" + "a".repeat(60_000));
    assertThat(verdict.allowed()).isFalse();
    assertThat(verdict.rule()).hasSize(RobotsVerdict.MAX_RULE).endsWith("...");
    assertThat(rules.verdict("/b").line()).isEqualTo(3);
    assertThat(rules.weight()).isLessThan(50_000);
  }

  @Test
  void text_ofManyGroups_isReadInBoundedTimeAndMemory() {
    StringBuilder robots = new StringBuilder();
    for (int i = 0; robots.length() < MAX; i++) {
      robots.append("User-agent:b").append(i).append("\nDisallow:/\n");
    }
    RobotsRules rules = parse(robots.toString());
    assertThat(rules.verdict("/").allowed()).isTrue();
    assertThat(rules.weight()).isLessThan(2_000);
  }

  @Test
  void text_ofAsManyRulesAsFit_isBoundedInTimeAndMemory() {
    RobotsRules rules = parse("User-agent:*\n" + "allow:/\n".repeat(MAX / 8 - 2));
    assertThat(rules.verdict("/").line()).isEqualTo(2);
    assertThat(rules.weight()).isBetween(64L * 12_000, 2L << 20);

    StringBuilder robots = new StringBuilder("User-agent:*\n");
    for (int i = 0; robots.length() < MAX; i++) {
      robots.append("Disallow:/").append(i).append('\n');
    }
    RobotsRules distinct = parse(robots.toString());
    assertThat(distinct.verdict("/12345").rule()).isEqualTo("Disallow: /12345");
    for (int i = 0; i < 100; i++) {
      assertThat(distinct.verdict("/x" + i).allowed()).isTrue();
    }
  }

  @Test
  void pattern_thatWouldBacktrack_isBounded() {
    String path = "/" + "a".repeat(60_000);
    assertThat(parse("User-agent: *\nDisallow: /" + "*a".repeat(8_000) + "*b").verdict(path))
        .matches(RobotsVerdict::allowed);
    assertTooLong(("Disallow: *" + "a".repeat(8_000) + "b\n").repeat(60), path);
    assertTooLong("allow:*b\n".repeat(MAX / 10), path);
  }

  @Test
  void rule_withControlsAndEscapes_isPrintable() {
    byte[] robots = bytes("User-agent: *\nDisallow: /\u001b[31m\u0007\u00e9\u007f\n", UTF_8);
    RobotsVerdict verdict = parse(robots).verdict("/%1B[31m%07%C3%A9%7F");
    assertThat(verdict.allowed()).isFalse();
    assertThat(verdict.rule()).isEqualTo("Disallow: /%1B[31m%07%C3%A9%7F");
  }

  @Test
  void sitemaps_beyondTheirNumber_doNotCount() {
    RobotsRules rules = parse("Sitemap:/\n".repeat(MAX / 10));
    assertThat(rules.sitemaps()).hasSize(RobotsPolicy.MAX_SITEMAPS);
    assertThat(rules.weight()).isLessThan(2L << 20);
  }

  private static void assertTooLong(String rules, String path) {
    RobotsVerdict verdict = parse("User-agent: *\n" + rules).verdict(path);
    assertThat(verdict.allowed()).isFalse();
    assertThat(verdict.line()).isZero();
    assertThat(verdict.detail()).isEqualTo("the rules of robots.txt take too long to apply");
  }

  private static void assertRead(byte[] robots) {
    RobotsRules rules = parse(robots);
    assertThat(rules.verdict("/x").line()).isEqualTo(2);
    assertThat(rules.verdict("/y/z").line()).isEqualTo(3);
    assertThat(rules.verdict("/z").allowed()).isTrue();
  }
}
