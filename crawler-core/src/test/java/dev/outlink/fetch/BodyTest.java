package dev.outlink.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class BodyTest {

  private final BodyBudget budget = new BodyBudget(1_000, () -> {});

  private Body body(long announced) {
    return new Body(budget.lease(), 100_000, announced);
  }

  @Test
  void mayGrow_restHasItsPlace_false() {
    Body announced = body(500);
    assertThat(announced.mayGrow()).isTrue();
    assertThat(announced.append(Unpooled.wrappedBuffer(new byte[10]))).isTrue();
    assertThat(announced.mayGrow()).isFalse();
    assertThat(budget.held()).isEqualTo(500);
  }

  @Test
  void mayGrow_lengthUnknownOrLarge_true() {
    Body unknown = body(-1);
    assertThat(unknown.append(Unpooled.wrappedBuffer(new byte[10]))).isTrue();
    assertThat(unknown.mayGrow()).isTrue();
    Body large = body(90_000);
    assertThat(large.append(Unpooled.wrappedBuffer(new byte[10]))).isTrue();
    assertThat(large.mayGrow()).isTrue();
  }
}
