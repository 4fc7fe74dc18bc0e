package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class ReceivedBodyTest {

  private final BodyBudget budget = new BodyBudget(1_000, () -> {});

  private ReceivedBody body(long announced) {
    return new ReceivedBody(budget.lease(), 100_000, announced);
  }

  private static boolean mayBeHeldBack(ReceivedBody body, int received) {
    assertThat(body.append(Unpooled.wrappedBuffer(new byte[received]))).isTrue();
    return body.mayBeHeldBack();
  }

  @Test
  void mayBeHeldBack_upTo64KiB_false() {
    assertThat(mayBeHeldBack(body(-1), 65_536)).isFalse();
    assertThat(mayBeHeldBack(body(90_000), 65_536)).isFalse();
    assertThat(budget.held()).isGreaterThanOrEqualTo(2 * 65_536);
  }

  @Test
  void mayBeHeldBack_more_trueUnlessTheRestHasItsPlace() {
    assertThat(mayBeHeldBack(body(-1), 65_537)).isTrue();
    assertThat(mayBeHeldBack(body(90_000), 65_537)).isTrue();
    ReceivedBody roomy =
        new ReceivedBody(new BodyBudget(1_000_000, () -> {}).lease(), 100_000, 90_000);
    assertThat(mayBeHeldBack(roomy, 60_000)).isFalse();
    assertThat(mayBeHeldBack(roomy, 10_000)).isFalse();
  }
}
