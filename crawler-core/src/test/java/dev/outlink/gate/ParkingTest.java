package dev.outlink.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParkingTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Parking parking = new Parking();

  @Test
  void failed_asOftenAsAllowed_isParkedForHalfAnHour() {
    parking.failed(2, 0, 0);
    assertThat(parking.isShut()).isFalse();
    parking.failed(2, 5, 5);
    assertThat(parking.isParked(5)).isTrue();
    assertThat(parking.until()).isEqualTo(30 * MINUTE + 5);
    assertThat(parking.isParked(30 * MINUTE + 4)).isTrue();
    assertThat(parking.isParked(30 * MINUTE + 5)).isFalse();
    assertThat(parking.isShut()).isTrue();
  }

  @Test
  void failed_whileParked_countsButDoesNotParkForLonger() {
    parking.failed(1, 0, 0);
    parking.failed(1, 10 * MINUTE, 10 * MINUTE);
    assertThat(parking.failures()).isEqualTo(2);
    assertThat(parking.until()).isEqualTo(30 * MINUTE);
  }

  @Test
  void failed_whileHalfOpen_parksAgain() {
    parking.failed(1, 0, 0);
    parking.failed(1, 31 * MINUTE, 31 * MINUTE);
    assertThat(parking.until()).isEqualTo(61 * MINUTE);
  }

  @Test
  void failed_zero_neverParks() {
    for (int i = 0; i < 100; i++) {
      parking.failed(0, i, i);
    }
    assertThat(parking.isShut()).isFalse();
  }
}
