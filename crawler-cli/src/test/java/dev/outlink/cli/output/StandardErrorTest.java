package dev.outlink.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardErrorTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StandardError err =
      StandardError.of(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private String written() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void show_lineAfterLine_overwritesTheOneBefore() {
    err.show("one hundred", 40);
    assertThat(written()).isEqualTo("\rone hundred");
    err.show("two", 40);
    assertThat(written()).isEqualTo("\rtwo" + " ".repeat(10) + "\b".repeat(10));
    err.show("three", 40);
    assertThat(written()).isEqualTo("\rthree");
    err.show("", 40);
    assertThat(written()).isEqualTo("\r" + " ".repeat(7) + "\b".repeat(7));
    err.show("", 40);
    assertThat(written()).isEmpty();
  }

  @Test
  void print_takesTheLinesPlace_andNothingOfItIsLeft() {
    err.show("100 of 200 done", 40);
    written();

    err.println("outlink: stopping");
    assertThat(written())
        .isEqualTo(
            "\r" + " ".repeat(17) + "\b".repeat(17) + "outlink: stopping" + System.lineSeparator());
    err.show("101 of 200 done", 40);
    assertThat(written()).isEqualTo("\r101 of 200 done");
  }

  @Test
  void show_whileALineIsHalfWritten_waits() {
    err.print("half");
    err.show("100 of 200 done", 40);
    assertThat(written()).isEqualTo("half");
    err.print(" and half\n");
    err.show("100 of 200 done", 40);
    assertThat(written()).isEqualTo(" and half\n\r100 of 200 done");
  }

  @Test
  void show_terminalThatBecameNarrower_blanksStayWithinIt() {
    err.show("x".repeat(39), 39);
    written();
    err.show("y", 9);
    assertThat(written()).isEqualTo("\ry" + " ".repeat(8) + "\b".repeat(8));
  }

  @Test
  void of_one_isItself() {
    assertThat(StandardError.of(err)).isSameAs(err);
  }
}
