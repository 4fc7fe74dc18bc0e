package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

  private final AtomicInteger relaxed = new AtomicInteger();
  private final BodyBudget budget = new BodyBudget(800, relaxed::incrementAndGet);

  private BodyBudget.Inlet inlet() {
    return new BodyBudget.Inlet(() -> {});
  }

  private BodyBudget.BodyLease arriving(BodyBudget.Inlet inlet, int bytes) {
    BodyBudget.BodyLease lease = budget.lease();
    lease.arriveThrough(inlet);
    int unused = lease.take(bytes, bytes);
    lease.afterRead();
    return lease;
  }

  @Test
  void isTight_fromHalfUntilBelowThreeEighths_true() {
    BodyBudget.BodyLease first = arriving(inlet(), 399);
    assertThat(budget.isTight()).isFalse();
    BodyBudget.BodyLease second = arriving(inlet(), 1);
    assertThat(budget.isTight()).isTrue();
    BodyBudget.BodyLease third = arriving(inlet(), 299);
    first.close();
    assertThat(budget.held()).isEqualTo(300);
    assertThat(budget.isTight()).isTrue();
    assertThat(relaxed).hasValue(0);
    second.close();
    assertThat(budget.isTight()).isFalse();
    assertThat(relaxed).hasValue(1);
    third.close();
    assertThat(relaxed).hasValue(1);
  }

  @Test
  void close_twice_givesBackOnce() {
    BodyBudget.BodyLease lease = arriving(inlet(), 100);
    BodyBudget.BodyLease other = arriving(inlet(), 50);
    lease.close();
    lease.close();
    assertThat(budget.held()).isEqualTo(50);
    other.close();
  }

  @Test
  void resize_completeBody_holdsThatInstead() {
    BodyBudget.BodyLease page = arriving(inlet(), 100);
    page.arrived();
    page.resize(900);
    assertThat(budget.held()).isEqualTo(900);
    assertThat(budget.isFull()).isTrue();
    BodyBudget.Inlet late = inlet();
    BodyBudget.BodyLease other = arriving(late, 1);
    assertThat(late.isShut()).isTrue();
    page.resize(10);
    assertThat(late.isShut()).isFalse();
    assertThat(budget.isFull()).isFalse();
    assertThat(relaxed).hasValue(1);
    page.close();
    other.close();
    page.resize(10);
    assertThat(budget.held()).isZero();
  }

  @Test
  void take_afterClose_holdsNothing() {
    BodyBudget.BodyLease lease = arriving(inlet(), 100);
    lease.close();
    assertThat(lease.take(10, 20)).isEqualTo(20);
    assertThat(budget.held()).isZero();
  }

  @Test
  void take_noRoomForWanted_onlyNeeded() {
    BodyBudget.BodyLease lease = arriving(inlet(), 700);
    assertThat(lease.take(50, 200)).isEqualTo(50);
    lease.close();
  }

  @Test
  void afterRead_full_shutsAllButOldest() {
    BodyBudget.Inlet old = inlet();
    BodyBudget.Inlet young = inlet();
    BodyBudget.BodyLease oldest = arriving(old, 400);
    BodyBudget.BodyLease youngest = arriving(young, 400);
    oldest.afterRead();
    assertThat(old.isShut()).isFalse();
    assertThat(young.isShut()).isTrue();

    oldest.close();
    assertThat(young.isShut()).isFalse();
    youngest.close();
    assertThat(budget.held()).isZero();
  }

  @Test
  void afterRead_fullWithACompletePage_shutsAllUntilItIsClosed() {
    BodyBudget.Inlet old = inlet();
    BodyBudget.Inlet young = inlet();
    BodyBudget.BodyLease page = arriving(inlet(), 10);
    page.arrived();
    BodyBudget.BodyLease oldest = arriving(old, 400);
    BodyBudget.BodyLease youngest = arriving(young, 400);
    oldest.afterRead();
    assertThat(old.isShut()).isTrue();
    assertThat(young.isShut()).isTrue();
    page.close();
    assertThat(old.isShut()).as("still full: the oldest reads on").isFalse();
    assertThat(young.isShut()).isTrue();
    oldest.arrived();
    assertThat(young.isShut()).as("one largest body beyond the budget is enough").isTrue();
    oldest.close();
    assertThat(young.isShut()).isFalse();
    youngest.close();
  }

  @Test
  void close_eighthFree_opensAll() {
    BodyBudget.Inlet second = inlet();
    BodyBudget.Inlet third = inlet();
    BodyBudget.BodyLease page = arriving(inlet(), 300);
    page.arrived();
    BodyBudget.BodyLease a = arriving(inlet(), 200);
    BodyBudget.BodyLease b = arriving(second, 200);
    BodyBudget.BodyLease c = arriving(third, 100);
    b.afterRead();
    assertThat(second.isShut()).isTrue();
    assertThat(third.isShut()).isTrue();
    page.close();
    assertThat(second.isShut()).isFalse();
    assertThat(third.isShut()).isFalse();
    a.close();
    b.close();
    c.close();
  }

  @Test
  void arrived_sharedInlet_opensWhenNoBodyIsLeft() {
    BodyBudget.Inlet shared = inlet();
    BodyBudget.BodyLease oldest = arriving(inlet(), 400);
    BodyBudget.BodyLease a = arriving(shared, 200);
    BodyBudget.BodyLease b = arriving(shared, 200);
    a.afterRead();
    assertThat(shared.isShut()).isTrue();
    a.arrived();
    assertThat(shared.isShut()).isTrue();
    b.arrived();
    assertThat(shared.isShut()).isFalse();
    oldest.close();
    a.close();
    b.close();
  }

  @Test
  void whenRelaxed_called_outsideOfLock() {
    BodyBudget[] holder = new BodyBudget[1];
    AtomicInteger seen = new AtomicInteger(-1);
    holder[0] =
        new BodyBudget(
            10,
            () -> {
              Thread other = new Thread(() -> seen.set((int) holder[0].held()));
              other.start();
              try {
                other.join(5_000);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    BodyBudget.BodyLease lease = holder[0].lease();
    int unused = lease.take(10, 10);
    lease.close();
    assertThat(seen).hasValue(0);
  }

  @Test
  void new_noBytes_refused() {
    assertThatThrownBy(() -> new BodyBudget(0, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
