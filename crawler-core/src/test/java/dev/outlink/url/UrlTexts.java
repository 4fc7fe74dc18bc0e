package dev.outlink.url;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Makes texts that are URLs, nearly URLs, and nothing of the kind. */
final class UrlTexts {

  /** What URLs are made of, and what has a rule of its own. */
  private static final List<String> PARTS =
      List.of(
          "http:",
          "https:",
          "HTTPS:",
          "file:",
          "ftp:",
          "ws:",
          "foo:",
          "mailto:",
          "javascript:",
          "data:",
          "/",
          "//",
          "///",
          "\\",
          "?",
          "#",
          "@",
          ":",
          ".",
          "..",
          "./",
          "../",
          "/..",
          "%2e",
          "%2E%2e",
          "/.//",
          "%",
          "%41",
          "%zz",
          "%00",
          "[::1]",
          "[1:2::3.4.5.6]",
          "[",
          "]",
          "127.1",
          "0x7f",
          "0",
          "256",
          "4294967296",
          "example.org",
          "EXAMPLE",
          "a",
          "a.b-c.",
          "b|",
          "C:",
          "C|",
          "/c:/",
          "localhost",
          ":80",
          ":443",
          ":0",
          ":99999",
          " ",
          "\t",
          "\n",
          "\r",
          "\0",
          "\u000e",
          "\u00e9",
          "\u00df",
          "\u00ad",
          "\u200d",
          "\u3002",
          "\u0338",
          "\u05d0",
          "\ud83d\ude00",
          "\ud800",
          "\udc00",
          "\ufeff",
          "\ufffd",
          "\ufffe",
          "\uff05\uff14\uff11",
          "xn--",
          "xn--zca",
          "'",
          "\"",
          "<",
          ">",
          "^",
          "`",
          "{",
          "}",
          "|",
          "~",
          "user:pw@",
          ":@",
          "&amp;",
          "=",
          "+",
          ";",
          "\u007f",
          "\u0080");

  /** What most links are made of. */
  private static final List<String> CLEAN_PARTS =
      List.of(
          "http://h.org",
          "https://a-b.example/",
          "//h.org",
          "/",
          "a",
          "b-c",
          ".html",
          ".",
          "..",
          "./",
          "../",
          "?",
          "x=1",
          "&y=%41",
          "#",
          "#top",
          ":",
          "1",
          "~",
          "2.");

  private UrlTexts() {}

  /** Made of parts, of any characters, or a text of the test data with some edits. */
  static Arbitrary<String> any(List<String> samples) {
    Arbitrary<String> built = joined(1, 9);
    Arbitrary<String> onHost = joined(0, 6).map("http://a.example/"::concat);
    Arbitrary<String> clean =
        Arbitraries.of(CLEAN_PARTS).list().ofMaxSize(6).map(parts -> String.join("", parts));
    Arbitrary<String> noise = Arbitraries.strings().all().ofMaxLength(12);
    Arbitrary<String> mutated =
        Combinators.combine(Arbitraries.of(samples), edit().list().ofMaxSize(3))
            .as(
                (text, edits) -> {
                  String edited = text;
                  for (Edit edit : edits) {
                    edited = edit.apply(edited);
                  }
                  return edited;
                });
    return Arbitraries.oneOf(built, onHost, mutated, mutated, clean, clean, clean, noise);
  }

  private static Arbitrary<String> joined(int min, int max) {
    return part().list().ofMinSize(min).ofMaxSize(max).map(parts -> String.join("", parts));
  }

  private static Arbitrary<String> part() {
    return Arbitraries.frequencyOf(
        Tuple.of(15, Arbitraries.of(PARTS)),
        Tuple.of(1, Arbitraries.chars().all().map(String::valueOf)));
  }

  private static Arbitrary<Edit> edit() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1000), Arbitraries.integers().between(0, 3), part())
        .as(Edit::new);
  }

  /** Puts a part in the place of some characters. */
  private record Edit(int at, int removed, String part) {

    String apply(String text) {
      int from = at % (text.length() + 1);
      int to = Math.min(text.length(), from + removed);
      return text.substring(0, from) + part + text.substring(to);
    }
  }
}
