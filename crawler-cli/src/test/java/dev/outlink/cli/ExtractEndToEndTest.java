package dev.outlink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outlink.cli.console.Screen;
import dev.outlink.cli.options.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code outlink extract} of documents. */
@Timeout(60)
class ExtractEndToEndTest {

  private static final String PAGE =
      "<a href=x.html>1</a> <a href='http://b.test/'>2</a> <img src=i.png> <a href=x.html>3</a>"
          + "<a href=mailto:m>4</a>";

  private final Path folder;
  private Screen screen = new Screen();

  ExtractEndToEndTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @Test
  void file_withBase_isThatDocument() throws IOException {
    Path file = write("p.html", PAGE);

    assertThat(extract(file.toString(), "--base", "HTTPS://a.test/d/p?q#f")).isZero();

    assertThat(screen.out())
        .isEqualTo(
            """
            source\tlink
            https://a.test/d/p?q#f\thttps://a.test/d/x.html
            https://a.test/d/p?q#f\thttp://b.test/
            """);
    assertThat(screen.err())
        .startsWith("Finished in ")
        .contains("documents                     1\n", "links                         2\n");
  }

  @Test
  void file_withoutBase_hasItsOwnAddress_andTheHint() throws IOException {
    Path file = write("a b%#.htm", PAGE);
    String source = "file://" + folder + "/a%20b%25%23.htm";

    assertThat(extract(file.toString())).isZero();
    assertThat(screen.out()).isEqualTo("source\tlink\n" + source + "\thttp://b.test/\n");
    assertThat(screen.err()).contains("links to file: URLs are not listed: 1; give --base URL");

    screen = new Screen();
    assertThat(extract(file.toString(), "--schemes=all", "--no-header")).isZero();
    assertThat(screen.out())
        .isEqualTo(
            (source + "\tfile://" + folder + "/x.html\n")
                + (source + "\thttp://b.test/\n")
                + (source + "\tmailto:m\n"));
    assertThat(screen.err()).doesNotContain("not listed");
  }

  @Test
  void severalFiles_withBase_arePlacedBelowIt() throws IOException {
    Path here = Path.of("target/extract/sub");
    Files.createDirectories(here); // returns the absolute path where it makes one
    Files.writeString(here.resolve("1.html"), "<a href=x>");
    Files.writeString(here.resolve("../2.html"), "<a href=y>");

    int status = extract("target/extract/2.html", here + "/1.html", "--base=http://a.test/d", "-q");

    assertThat(status).as(screen.err()).isZero();
    assertThat(screen.out())
        .isEqualTo(
            """
            source\tlink
            http://a.test/d/target/extract/2.html\thttp://a.test/d/target/extract/y
            http://a.test/d/target/extract/sub/1.html\thttp://a.test/d/target/extract/sub/x
            """);
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void severalFiles_elsewhereWithBase_areRefused() throws IOException {
    Path one = write("1.html", "<a href=x>");

    assertThat(extract(one.toString(), "../x.html", "--base=http://a.test/")).isEqualTo(2);
    assertThat(screen.err())
        .contains("--base: " + one + " is not below the current folder; name its folder instead");
  }

  @Test
  void allColumnsAndKinds() throws IOException {
    Path file = write("p.html", PAGE);

    int status =
        extract(
            file.toString(),
            "--base=http://a.test/",
            "--links=all",
            "--edges=all",
            "--schemes=http,mailto",
            "--columns=link,kind,element,attribute,text,rel,raw,position,occurrence,depth,status",
            "--no-header",
            "-q");

    assertThat(status).isZero();
    assertThat(screen.out())
        .isEqualTo(
            """
            http://a.test/x.html\ta\ta\thref\t1\t\tx.html\t1:1\t1\t0\t
            http://b.test/\ta\ta\thref\t2\t\thttp://b.test/\t1:22\t1\t0\t
            http://a.test/i.png\timg\timg\tsrc\t\t\ti.png\t1:53\t1\t0\t
            http://a.test/x.html\ta\ta\thref\t3\t\tx.html\t1:69\t2\t0\t
            mailto:m\ta\ta\thref\t4\t\tmailto:m\t1:89\t1\t0\t
            """);
  }

  @Test
  void folder_inNameOrder_withBaseAsItsAddress() throws IOException {
    Path site = Files.createDirectories(folder.resolve("site/b"));
    write("site/c.html", "<a href=c1>");
    write(
        "site/b/x y.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'><a href='../b1'/></html>");
    write("site/a.XML", "<urlset><url><loc>http://s.test/</loc></url></urlset>");
    write("site/n.txt", "http://t.test/");
    write("site/i.png", "<a href=no>");
    Files.createSymbolicLink(site.resolve("loop.html"), folder.resolve("site"));

    int status =
        extract(folder.resolve("site").toString(), "--links=a,sitemap", "--base=http://a.test/r?q");

    assertThat(status).isZero();
    assertThat(screen.out())
        .isEqualTo(
            """
            source\tlink
            http://a.test/r/a.XML\thttp://s.test/
            http://a.test/r/b/x%20y.xhtml\thttp://a.test/r/b1
            http://a.test/r/c.html\thttp://a.test/r/c1
            """);
    assertThat(screen.err()).contains("not-html                    1\n").doesNotContain("outlink:");
  }

  @Test
  void standardInput_isHtmlUnlessTold() {
    screen = new Screen("<a href=x>", false, Map.of());
    assertThat(extract("-", "--base=http://a.test/d/", "-q", "--no-header")).isZero();
    assertThat(screen.out()).isEqualTo("http://a.test/d/\thttp://a.test/d/x\n");

    screen = new Screen("<a href=x>", false, Map.of());
    assertThat(extract("-", "-q", "--no-header", "--schemes=file")).isZero();
    assertThat(screen.out()).isEqualTo("file:///dev/stdin\tfile:///dev/x\n");

    screen =
        new Screen("<rss><channel><link>http://f.test/</link></channel></rss>", false, Map.of());
    assertThat(extract("-", "--type=text/xml", "--links=feed", "-q", "--no-header")).isZero();
    assertThat(screen.out()).isEqualTo("file:///dev/stdin\thttp://f.test/\n");
  }

  @Test
  void nameWithoutEnding_needsItsType() throws IOException {
    Path file = write("page.php", "<a href=http://b.test/>");

    assertThat(extract(file.toString())).isEqualTo(2);
    assertThat(screen.err())
        .contains(
            "page.php: its name does not end in any of .html,", "Try 'outlink extract --help'.");

    screen = new Screen();
    assertThat(extract(file.toString(), "--type", "text/html; charset=utf-8", "-q")).isZero();
    assertThat(screen.out()).endsWith("\thttp://b.test/\n");
  }

  @Test
  void typeThatHoldsNoSelectedLinks_isSaid() throws IOException {
    Path file = write("n.txt", "http://t.test/");

    assertThat(extract(file.toString(), "-q")).isZero();
    assertThat(screen.err())
        .isEqualTo(
            "outlink: "
                + file
                + ": text/plain is not read for the kinds of links in --links; add its kind to --links:"
                + " --links a,area,text\n");
    screen = new Screen();
    Path drawing = write("d.svg", "<svg xmlns='http://www.w3.org/2000/svg'><a href='http://s/'/>");
    assertThat(extract(drawing.toString(), "--links", "svg", "-q")).isZero();
    assertThat(screen.out()).endsWith("\thttp://s/\n");
  }

  @Test
  void longDocument_isCutAndSaid() throws IOException {
    Path file = write("p.html", "<a href=http://b.test/1></a><a href=http://b.test/2></a>");

    assertThat(extract(file.toString(), "--max-body=30B")).isZero();
    assertThat(screen.out()).endsWith("\thttp://b.test/1\n").doesNotContain("/2");
    assertThat(screen.err()).contains("p.html: is larger than --max-body", "truncated");
  }

  @Test
  void missingInputs_areSaidAtOnce_andNothingIsOpened() throws IOException {
    Path output = write("o.tsv", "old");
    Path there = write("p.html", PAGE);

    assertThat(extract(folder + "/no.html", there.toString(), folder + "/none", "-o", output + ""))
        .isEqualTo(6);
    assertThat(screen.err())
        .isEqualTo(
            ("outlink: " + folder + "/no.html: no such file\n")
                + ("outlink: " + folder + "/none: no such file\n"));
    assertThat(output).hasContent("old");
  }

  @Test
  void folderThatCannotBeRead_restIs() throws IOException {
    Path closed = Files.createDirectories(folder.resolve("s/closed"));
    write("s/z.html", "<a href=http://b.test/>");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(closed), "the superuser reads everything");
    try {
      assertThat(extract(folder + "/s", "-q")).isEqualTo(6);
      assertThat(screen.err()).isEqualTo("outlink: " + closed + ": the folder cannot be read\n");
      assertThat(screen.out()).endsWith("\thttp://b.test/\n");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void emptyFolder_isSaid() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("e"));

    assertThat(extract(empty.toString(), "-q")).isZero();
    assertThat(screen.err()).startsWith("outlink: " + empty + ": contains no documents (");
    assertThat(screen.out()).isEqualTo("source\tlink\n");
  }

  @Test
  void inputThatIsTheOutput_isRefused() throws IOException {
    Path file = write("p.html", PAGE);

    assertThat(extract(folder.toString(), "-o", file.toString())).isEqualTo(6);
    assertThat(screen.err()).contains("is both an input and an output");
    assertThat(file).hasContent(PAGE);
  }

  @Test
  void outputThatCannotBeWritten_isOneLine() throws IOException {
    Path file = write("p.html", PAGE);
    assertThat(extract(file.toString(), "-o", folder + "/no/o.tsv")).isEqualTo(6);
    assertThat(screen.err()).isEqualTo("outlink: " + folder + "/no/o.tsv: no such folder\n");

    screen = Screen.whoseOutputFails("No space left on device");
    assertThat(extract(file.toString(), "-q")).isEqualTo(6);
    assertThat(screen.err()).isEqualTo("outlink: standard output: no space left on device\n");
  }

  @Test
  void outputThatFailsOnItsWay_isOneLine() throws IOException {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      many.append("<a href=http://b.test/").append(i).append("></a>");
    }
    Path file = write("p.html", many.toString());
    screen = Screen.whoseOutputFails("No space left on device");
    assertThat(extract(file.toString(), file.toString(), "-q")).isEqualTo(6);
    assertThat(screen.err()).isEqualTo("outlink: standard output: no space left on device\n");

    screen = Screen.whoseOutputFails("Broken pipe");
    assertThat(extract(file.toString(), file.toString())).isEqualTo(141);
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void optionsThatAreWrong_areSaidAtOnce() {
    int status =
        extract("--base=foo", "--type", "image/png", "--max-body=0", "--edges=x", "--depth=3");

    assertThat(status).isEqualTo(2);
    assertThat(screen.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("outlink: --depth: no such option"),
            line -> assertThat(line).startsWith("outlink: INPUT: none is given;"),
            line -> assertThat(line).startsWith("outlink: --base: 'foo' is not an absolute URL"),
            line ->
                assertThat(line).startsWith("outlink: --type: 'image/png' is none of text/html"),
            line -> assertThat(line).startsWith("outlink: --max-body: 0 is not between 1 and"),
            line ->
                assertThat(line).startsWith("outlink: --edges: 'x' is neither distinct nor all"),
            line -> assertThat(line).isEqualTo("Try 'outlink extract --help'."));
  }

  @ParameterizedTest
  @CsvSource({"--base,mailto:x", "--base,javascript:1", "--type,''", "--type,foo"})
  void valuesThatAreWrong(String option, String value) {
    assertThat(extract("-", option + "=" + value)).isEqualTo(2);
    assertThat(screen.err()).startsWith("outlink: " + option + ": '");
  }

  @Test
  void help_namesEveryOption() {
    assertThat(extract("--help")).isZero();
    for (Option option : Option.EXTRACT) {
      assertThat(screen.out()).contains("--" + option.key());
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int extract(String... arguments) {
    List<String> all = new ArrayList<>(List.of("extract"));
    all.addAll(List.of(arguments));
    return Main.run(screen.terminal, all.toArray(new String[0]));
  }
}
