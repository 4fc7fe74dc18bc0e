package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class BodyTest {

  private final BodyBudget budget = new BodyBudget(1_000, () -> {});

  private Body body(long announced) {
    return new Body(budget.lease(), 100_000, announced);
  }

  private static boolean mayBeHeldBack(Body body, int received) {
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
    Body roomy = new Body(new BodyBudget(1_000_000, () -> {}).lease(), 100_000, 90_000);
    assertThat(mayBeHeldBack(roomy, 60_000)).isFalse();
    assertThat(mayBeHeldBack(roomy, 10_000)).isFalse();
  }
}
