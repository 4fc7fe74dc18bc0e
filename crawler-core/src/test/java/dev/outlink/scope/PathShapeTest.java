package dev.outlink.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathShapeTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b/, /a/b/",
    "//a//, //a//",
    "/cal/2026/11/22, /cal/#/#/#",
    "/cal/2026-11-22.html, /cal/#-#-#.html",
    "/v1x22y, /v#x#y",
    "/1%2022, /#%20#",
    "/12%32%333, /#%32%33#",
    "/100%, /#%",
    "/a;jsessionid=1A2B/b, /a;jsessionid=/b",
    "/a;v=1;w=2/b, /a;v=/b",
    "/a;b/c=d, /a;b/c=d",
    "/;sid=x, /;sid=",
    "/d41d8cd98f00b204e9800998ecf8427e/page/2, /*",
    "/s/d41d8cd98f00b204e9800998ecf8427e.html, /s/*",
    "/s/sid=d41d8cd98f00b204e9800998ecf8427e, /s/*",
    "/s/session-550e8400-e29b-41d4-a716-446655440000, /s/*",
    "/(S(lit3py55t21z5v55vlm25s55))/x.aspx, /*",
    "/1234567890123456789, /#",
    "/d41d8cd98f00b20, /d#d#cd#f#b#",
  })
  void of_path_isItsShape(String path, String shape) {
    assertThat(PathShape.of(path)).isEqualTo(shape);
  }

  @Test
  void of_slugs_staysApart() {
    List<String> slugs =
        List.of(
            "/blog/2026-11-21-release-notes-of-version-3",
            "/blog/2026-11-21-release-notes-of-series-3",
            "/top-10-ways-to-use-java17-and-jdk25-in-2026",
            "/top-10-ways-to-skip-java17-and-jdk25-in-2026",
            "/samsung-qn65q80-4k-uhd-120hz-tv",
            "/samsung-qn65q90-4k-led-120hz-tv",
            "/sony-wh1000xm5-vs-bose-qc45",
            "/sony-wh1000xm5-or-bose-qc45",
            "/wiki/Windows_10_Release_Notes",
            "/wiki/Windows_10_Release_Dates",
            "/wiki/UEFA_Euro_2024_Group_A",
            "/wiki/UEFA_Euro_2024_Group_B",
            "/wiki/ListOfCountriesByPopulation",
            "/wiki/ListOfLanguagesByPopulation",
            "/internationalization",
            "/internationalisation",
            "/wiki/%E6%97%A5%E6%9C%AC%E8%AA%9E",
            "/wiki/%E6%97%A6%E6%9C%AC%E8%AA%9E",
            "/wiki/%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0",
            "/wiki/%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D1%8B",
            "/questions/11227809/why-is-it-faster-to-process-a-sorted-array",
            "/questions/11227809/why-is-it-slower-to-process-a-sorted-array",
            "/rfc9110-http-semantics",
            "/rfc9111-http-caching");
    Set<String> shapes = new HashSet<>();
    for (String slug : slugs) {
      String shape = PathShape.of(slug);
      assertThat(shape).doesNotContain("*");
      assertThat(shapes.add(shape)).as(slug).isTrue();
    }
  }

  @Test
  void of_tokensOfMachines_isOneShapeForNearlyAll() {
    String lower = "0123456789abcdefghijklmnopqrstuvwxyz";
    assertThat(share(random -> HexFormat.of().formatHex(bytes(random, 16)))).isEqualTo(1);
    assertThat(share(random -> uuid(random).toString())).isGreaterThan(0.995);
    assertThat(share(random -> text(random, 32, lower))).isGreaterThan(0.999);
    assertThat(share(random -> text(random, 26, lower.substring(0, 32)))).isGreaterThan(0.999);
    assertThat(share(random -> text(random, 24, lower))).isGreaterThan(0.998);
    assertThat(
            share(random -> text(random, 24, lower + lower.substring(10).toUpperCase(Locale.ROOT))))
        .isGreaterThan(0.995);
    assertThat(share(random -> text(random, 16, lower))).isGreaterThan(0.93);
    assertThat(share(random -> Base64.getUrlEncoder().encodeToString(bytes(random, 32))))
        .isGreaterThan(0.97);
  }

  /** The share of such tokens that are told. */
  private static double share(Function<Random, String> token) {
    Random random = new Random(20261121);
    int told = 0;
    for (int i = 0; i < 10_000; i++) {
      told += PathShape.of("/s/" + token.apply(random) + "/x").equals("/s/*") ? 1 : 0;
    }
    return told / 10_000.0;
  }

  private static byte[] bytes(Random random, int number) {
    byte[] bytes = new byte[number];
    random.nextBytes(bytes);
    return bytes;
  }

  private static UUID uuid(Random random) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(random, 16));
    return new UUID((bytes.getLong() & ~0xF000L) | 0x4000L, bytes.getLong());
  }

  private static String text(Random random, int length, String letters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
