package dev.outlink.fetch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Header fields of a message in their order, one entry for each line (RFC 9110, section 5). Names
 * are found in any case of letters. A value is as it was sent: one character for each byte.
 * Immutable.
 */
public final class HeaderList implements Iterable<Map.Entry<String, String>> {

  /** No fields. */
  public static final HeaderList EMPTY = new HeaderList(List.of());

  private final List<String> fields;

  /** Names and values in turns. */
  private HeaderList(List<String> fields) {
    this.fields = fields;
  }

  /**
   * Fields of names and values in turns.
   *
   * @throws IllegalArgumentException if a name has no value
   */
  public static HeaderList of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a name without a value: " + namesAndValues[namesAndValues.length - 1]);
    }
    return new HeaderList(List.of(namesAndValues));
  }

  /** The fields of another kind of list, in its order. */
  public static HeaderList of(Iterable<Map.Entry<String, String>> entries) {
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, String> entry : entries) {
      fields.add(entry.getKey());
      fields.add(entry.getValue());
    }
    return new HeaderList(fields);
  }

  /** These fields and one more at the end. */
  public HeaderList and(String name, String value) {
    List<String> more = new ArrayList<>(fields.size() + 2);
    more.addAll(fields);
    more.add(name);
    more.add(value);
    return new HeaderList(more);
  }

  /** The number of fields. */
  public int size() {
    return fields.size() / 2;
  }

  /** The characters of all names and values. */
  public int characters() {
    int sum = 0;
    for (String each : fields) {
      sum += each.length();
    }
    return sum;
  }

  /** The values of all fields of a name, in their order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(1);
    forEach(
        (each, value) -> {
          if (each.equalsIgnoreCase(name)) {
            values.add(value);
          }
        });
    return values;
  }

  /** The value of the first field of a name, or null. */
  public @Nullable String first(String name) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        return fields.get(i + 1);
      }
    }
    return null;
  }

  /** Hands each field to a function, its name first. */
  public void forEach(BiConsumer<String, String> field) {
    for (int i = 0; i < fields.size(); i += 2) {
      field.accept(fields.get(i), fields.get(i + 1));
    }
  }

  @Override
  public Iterator<Map.Entry<String, String>> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < fields.size();
      }

      @Override
      public Map.Entry<String, String> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        next += 2;
        return Map.entry(fields.get(next - 2), fields.get(next - 1));
      }
    };
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>(size());
    forEach((name, value) -> names.add(name));
    return names.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HeaderList list && list.fields.equals(fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }
}
