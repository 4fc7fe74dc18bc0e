package dev.outlink.extract;

import dev.outlink.link.Outlink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs a list of links has: an index over the list that takes some 12 bytes a link, where a
 * set takes 50. A page may choose URLs whose hash codes are equal; where many are, a set takes its
 * place, in which they cost no more than others. Confined to one thread.
 */
final class ListedUrls {

  /** What a link takes more where a set is needed. */
  private static final int SET_BYTES = 56;

  /** In a table that is half empty, so many steps say that hash codes are chosen. */
  private static final int MOST_STEPS = 64;

  private static final int LEAST_BITS = 6;
  private static final int SCRAMBLE = 0x9E37_79B9;

  private final List<Outlink> links;

  /** For each place the number of a link, from 1; 0 where it is free. At most half are taken. */
  private int[] places = new int[1 << LEAST_BITS];

  private int bits = LEAST_BITS;
  private int size;
  private @Nullable Set<String> set;

  /** An index over a list that is empty. */
  ListedUrls(List<Outlink> links) {
    this.links = links;
  }

  /** Whether the list has a link to this URL. */
  boolean has(String href) {
    return set != null ? set.contains(href) : places[place(href)] != 0;
  }

  /** The last link of the list is new. */
  void added() {
    String href = href(links.size());
    size++;
    if (set != null) {
      set.add(href);
      return;
    }
    if (2 * size > places.length) {
      grow();
    }
    int place = place(href);
    if (steps(href, place) > MOST_STEPS) {
      change();
    } else {
      places[place] = links.size();
    }
  }

  /** What the next link takes beyond its place in a table. */
  long bytes() {
    return set == null ? 0 : SET_BYTES;
  }

  private String href(int number) {
    return links.get(number - 1).url().href();
  }

  private int home(String href) {
    return (href.hashCode() * SCRAMBLE) >>> (Integer.SIZE - bits);
  }

  private int steps(String href, int place) {
    return (place - home(href)) & (places.length - 1);
  }

  /** Where the URL is, or where it would be. */
  private int place(String href) {
    int place = home(href);
    while (places[place] != 0 && !isEqual(href(places[place]), href)) {
      place = (place + 1) & (places.length - 1);
    }
    return place;
  }

  /** Most that are not equal have other hash codes, which are there: URLs differ at their ends. */
  private static boolean isEqual(String one, String other) {
    return one.hashCode() == other.hashCode() && one.equals(other);
  }

  /** Makes a larger table of all but the last link: in their order, in which memory is quick. */
  private void grow() {
    bits++;
    places = new int[1 << bits];
    for (int number = 1; number < size; number++) {
      int place = home(href(number));
      while (places[place] != 0) {
        place = (place + 1) & (places.length - 1);
      }
      places[place] = number;
    }
  }

  private void change() {
    Set<String> all = new HashSet<>(2 * size);
    for (int number = links.size(); number > 0; number--) {
      all.add(href(number));
    }
    set = all;
    places = new int[0];
  }
}
