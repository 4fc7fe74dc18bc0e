package dev.outlink.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.url.CrawlUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of lists with more than a URL in them: the URL that is named, or none. */
class ListLineTest {
  private static final String A = "https://a.example/";
  private static final String B = "https://b.example/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/?x=1,2;b=3,http://c.example/",
        "https://a.example/a,b;c=d,e",
        "https://a.example/#fragment",
        "https://a.example/#/route,#x",
        "https://a.example/?q=\"x\"",
        "https://a.example/a'b|c",
        "https://a.example/\u00e9",
        "\u00a0https://a.example/\u3000",
      })
  void line_isOneUrl_isRead(String line) throws IOException {
    String href = ((CrawlUrl) CrawlUrl.parse(line.strip().replace("\u00a0", ""))).href();

    assertThat(read("in", line)).containsExactly(href);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        A + "\t200",
        A + " \t200",
        A + "\thttps://c.example/",
        A + "\ttext with spaces, \"quotes\"\t",
        "\t" + A + "\t\t",
        A + " # comment",
        A + " \u00a0#comment",
        "\"" + A + "\"",
        "\"" + A + "\",200",
        "\"" + A + "\";\"200\"",
        "\"" + A + "\" , \"a, b\"",
        "\"" + A + "\"\t200",
        "\" " + A + " \" # comment",
        "\"" + A + "\",\"the text",
      })
  void line_hasColumnsOrAComment_firstColumn(String line) throws IOException {
    assertThat(read("in", line, B)).containsExactly(A, B);
  }

  @Test
  void line_inQuotes_mayHaveSpacesAndQuotes() throws IOException {
    assertThat(read("in", "\"" + A + "a \"\"b\"\", c\",x")).containsExactly(A + "a%20%22b%22,%20c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        A + " 200",
        A + ", 200",
        A + "; 200",
        A + "wiki/Paris, Texas",
        A + " " + B,
        A + "\u00a0200",
        A + "\u3000x",
        A + "\u000b200",
        A + " | x\tx",
        A + "\u0001200",
        A + "\u001f200",
        A + "\u007f",
        A + ",\"a title\"",
        A + ";\"a title\"",
        "\"" + A,
        "\"" + A + "\"x",
        "\"" + A + "\"\"",
        "\"" + A + "\tx\"",
        "'" + A + "'",
        "<" + A + ">",
        "x\t" + A,
      })
  void line_whoseUrlNobodyCanKnow_isInvalidWithItsNumber(String line) throws IOException {
    assertThat(read("in", line, B)).containsExactly("in:1", B);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://a.example/ 200 | white space within it: %20 stands for a space, tabs separate columns",
        "'\"https://a.example/' | a quotation mark that is not closed",
        "'\"https://a.example/\"x' | text behind the closing quotation mark",
      })
  void line_whoseUrlNobodyCanKnow_saysWhy(String line, String reason) throws IOException {
    assertThat(all("in", line)).containsExactly(new Seed.Invalid(line, "in:1", reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"url,status", "URL;Status", "\"Address\",\"Status Code\"", "Page URL,x", "loc,"})
  void list_whoseFirstLineNamesColumns_hasThem(String names) throws IOException {
    String separator = names.contains(";") ? ";" : ",";
    String row = A + separator + "200" + separator + "a text";

    assertThat(read("in", names, "\"" + A + ";,\"" + separator + "x", row))
        .containsExactly("in:1", A + ";,", A);
  }

  @Test
  void lineThatNamesColumns_saysSo() throws IOException {
    assertThat(all("in", "url,status"))
        .containsExactly(new Seed.Invalid("url,status", "in:1", "the line that names the columns"));
  }

  @Test
  void list_whoseFirstLineIsText_hasNoColumns() throws IOException {
    String url = A + "x,y;z";

    assertThat(read("in", "List of my pages, of 2024", url)).containsExactly("in:1", url);
    assertThat(read("in", "my-url.example,x", url)).containsExactly("in:1", url);
    assertThat(read("in", "url", url)).containsExactly("in:1", url);
    assertThat(read("in", url, "url,status", url)).containsExactly(url, "in:2", url);
  }

  @Test
  void list_namedCsv_hasColumns() throws IOException {
    assertThat(read("list.csv", A + ",200", "\"" + B + "x,y\",200", "," + A, A))
        .containsExactly(A, B + "x,y", "list.csv:3", A);
    assertThat(read("list.csv.gz", A + ",200")).containsExactly(A);
    assertThat(read("list.csv", "url;status", A + "x,y;200"))
        .containsExactly("list.csv:1", A + "x,y");
    assertThat(read("list.txt", A + ",200")).containsExactly(A + ",200");
  }

  @Test
  void argument_ofSeveralLines_isNotJoined() throws IOException {
    List<String> read = new ArrayList<>();
    try (SeedReader reader = Seeds.of(List.of(A + "\n" + B, A + "\tx", A + " x")).open()) {
      for (Seed seed = reader.next(); seed != null; seed = reader.next()) {
        read.add(text(seed));
      }
    }

    assertThat(read).containsExactly("argument 1", "argument 2", A + "%20x");
  }

  private static List<String> read(String name, String... lines) throws IOException {
    return all(name, lines).stream().map(ListLineTest::text).toList();
  }

  private static String text(Seed seed) {
    return seed instanceof Seed.Url url ? url.url().href() : ((Seed.Invalid) seed).where();
  }

  private static List<Seed> all(String name, String... lines) throws IOException {
    byte[] text = String.join("\n", lines).getBytes(UTF_8);
    List<Seed> seeds = new ArrayList<>();
    try (SeedReader reader = Seeds.lines(new ByteArrayInputStream(text), name).open()) {
      for (Seed seed = reader.next(); seed != null; seed = reader.next()) {
        seeds.add(seed);
      }
    }
    return seeds;
  }
}
