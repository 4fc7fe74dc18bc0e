package dev.outlink.gate;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, first in, first out; whoever stands in it may leave from any place in constant time.
 * Not safe for several threads.
 */
final class WaitingLine<T> {

  private @Nullable Place<T> first;
  private @Nullable Place<T> last;
  private int size;

  /** Stands at the end. The place is what is left later, once. */
  Place<T> join(T item) {
    Place<T> place = new Place<>(this, item, last);
    if (last == null) {
      first = place;
    } else {
      last.next = place;
    }
    last = place;
    size++;
    return place;
  }

  T first() {
    if (first == null) {
      throw new NoSuchElementException("nobody stands in line");
    }
    return first.item;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** One place in a line. */
  static final class Place<T> {

    private final WaitingLine<T> line;
    private final T item;
    private @Nullable Place<T> previous;
    private @Nullable Place<T> next;

    private Place(WaitingLine<T> line, T item, @Nullable Place<T> previous) {
      this.line = line;
      this.item = item;
      this.previous = previous;
    }

    boolean isIn(WaitingLine<T> other) {
      return line == other;
    }

    void leave() {
      if (previous == null) {
        line.first = next;
      } else {
        previous.next = next;
      }
      if (next == null) {
        line.last = previous;
      } else {
        next.previous = previous;
      }
      line.size--;
    }
  }
}
