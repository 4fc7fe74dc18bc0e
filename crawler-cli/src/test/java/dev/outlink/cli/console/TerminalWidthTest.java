package dev.outlink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalWidthTest {

  private final List<Runnable> watching = new ArrayList<>();
  private String size = "24 100\n";
  private int asked;

  private String stty() {
    asked++;
    return size;
  }

  private TerminalWidth columns(String environment) {
    return new TerminalWidth(Map.of("COLUMNS", environment), this::stty, watching::add);
  }

  @Test
  void itself_isAskedOnceForEachSize() {
    TerminalWidth columns = columns("");
    assertThat(watching).isEmpty();
    assertThat(columns.getAsInt()).isEqualTo(100);
    size = "50 132\n";
    assertThat(columns.getAsInt()).isEqualTo(100);

    assertThat(watching).hasSize(1);
    watching.get(0).run();
    assertThat(columns.getAsInt()).isEqualTo(132);
    assertThat(columns.getAsInt()).isEqualTo(132);
    assertThat(asked).isEqualTo(2);
    assertThat(watching).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'24 100', '', 100",
    "'24 100', 60, 60",
    "'24 100', 200, 100",
    "'0 0', 132, 132",
    "'0 0', '', 80",
    "'', '', 80",
    "'stty: no terminal', ' 90 ', 90",
    "'24 100', -5, 100",
    "'24 100', many, 100",
    "'24 -3', '', 80",
  })
  void width_isTheTerminals_orWhatTheUserSaysIfThatIsLess(
      String stty, String environment, int columns) {
    size = stty;
    assertThat(columns(environment).getAsInt()).isEqualTo(columns);
  }
}
