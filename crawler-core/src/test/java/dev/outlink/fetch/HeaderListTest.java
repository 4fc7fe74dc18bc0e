package dev.outlink.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Header fields in their order. */
class HeaderListTest {

  private static final HeaderList THREE =
      HeaderList.of("Link", "<a>", "content-type", "text/html", "link", "<b>");

  @Test
  void all_anyCaseOfLetters_inOrder() {
    assertThat(THREE.all("LINK")).containsExactly("<a>", "<b>");
    assertThat(THREE.all("refresh")).isEmpty();
  }

  @Test
  void first_theFirst_orNull() {
    assertThat(THREE.first("lInK")).isEqualTo("<a>");
    assertThat(THREE.first("Content-Type")).isEqualTo("text/html");
    assertThat(THREE.first("x")).isNull();
  }

  @Test
  void and_oneMoreAtTheEnd_leavesTheFirstAsItIs() {
    HeaderList four = THREE.and("Link", "<c>");
    assertThat(four.all("link")).containsExactly("<a>", "<b>", "<c>");
    assertThat(four.size()).isEqualTo(4);
    assertThat(THREE.size()).isEqualTo(3);
    assertThat(HeaderList.EMPTY.size()).isZero();
  }

  @Test
  void iteration_entriesAsTheyWereGiven() {
    assertThat(THREE)
        .containsExactly(
            Map.entry("Link", "<a>"),
            Map.entry("content-type", "text/html"),
            Map.entry("link", "<b>"));
    List<String> seen = new ArrayList<>();
    THREE.forEach((name, value) -> seen.add(name + "=" + value));
    assertThat(seen).containsExactly("Link=<a>", "content-type=text/html", "link=<b>");
    Iterator<Map.Entry<String, String>> none = HeaderList.EMPTY.iterator();
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void of_anotherList_isEqual() {
    assertThat(HeaderList.of(THREE)).isEqualTo(THREE).hasSameHashCodeAs(THREE);
    assertThat(HeaderList.of("a", "1")).isNotEqualTo(HeaderList.of("A", "1"));
  }

  @Test
  void of_aNameWithoutAValue_isRefused() {
    assertThatThrownBy(() -> HeaderList.of("Link", "<a>", "Refresh"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a name without a value: Refresh");
  }

  @Test
  void toString_namesOnly_sinceValuesMayBeSecret() {
    assertThat(HeaderList.of("Authorization", "Basic secret")).hasToString("[Authorization]");
  }
}
