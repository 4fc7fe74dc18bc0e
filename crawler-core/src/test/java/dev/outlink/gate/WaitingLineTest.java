package dev.outlink.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

  @Test
  void first_nobodyInLine_isABug() {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> new WaitingLine<String>().first());
  }

  @Test
  void leave_fromAnyPlace_keepsTheOrderOfTheRest() {
    Random random = new Random(7);
    WaitingLine<Integer> line = new WaitingLine<>();
    Map<Integer, WaitingLine.Place<Integer>> model = new LinkedHashMap<>();
    for (int step = 0; step < 20_000; step++) {
      if (model.isEmpty() || random.nextInt(20) < 11) {
        model.put(step, line.join(step));
      } else {
        List<Integer> inside = new ArrayList<>(model.keySet());
        int leaver = inside.get(random.nextInt(Math.min(inside.size(), 50)));
        WaitingLine.Place<Integer> place = model.remove(leaver);
        assertThat(place.isIn(line)).isTrue();
        place.leave();
      }
      assertThat(line.size()).isEqualTo(model.size());
      assertThat(line.isEmpty()).isEqualTo(model.isEmpty());
      if (!model.isEmpty()) {
        assertThat(line.first()).isEqualTo(model.keySet().iterator().next());
      }
    }
    for (var each : model.entrySet()) {
      assertThat(line.first()).isEqualTo(each.getKey());
      each.getValue().leave();
    }
    assertThat(line.isEmpty()).isTrue();
  }
}
