package dev.outlink.codec;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An immutable value that is made when it is first asked for. Two threads that ask first may both
 * make it; one lasts.
 */
final class Lazy<T> {

  private final Supplier<T> maker;
  private volatile @Nullable T value;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    T made = value;
    if (made == null) {
      made = maker.get();
      value = made;
    }
    return made;
  }
}
