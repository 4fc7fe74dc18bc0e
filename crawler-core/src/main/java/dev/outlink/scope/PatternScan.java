package dev.outlink.scope;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One pass over an RE2 expression that need not be valid: how large it becomes when its counts
 * ({@code x{3,5}}) are written out, and which parentheses have no partner. Confined to its thread.
 */
final class PatternScan {

  private static final long HUGE = 1L << 40;

  /**
   * A group that is open.
   *
   * @param before the size of what stands before it in its own group
   * @param last that of the last piece there, which a count behind the group may be about
   */
  private record Group(int start, long before, long last) {}

  private final String text;
  private final Deque<Group> open = new ArrayDeque<>();
  private long size;
  private long last;
  private int nesting;
  private int unopened = -1;

  PatternScan(String text) {
    this.text = text;
    for (int at = 0; at < text.length(); ) {
      at = element(at);
    }
  }

  /** An upper bound of its instructions, about; never negative. */
  long size() {
    long all = size;
    for (Group group : open) {
      all += group.before;
    }
    return all;
  }

  /** How many groups stand in one another. */
  int nesting() {
    return nesting;
  }

  /** Where the first group begins that has no end, or -1. */
  int unclosed() {
    return open.isEmpty() ? -1 : open.getLast().start;
  }

  /** Where the first closing parenthesis is that has no group, or -1. */
  int unopened() {
    return unopened;
  }

  /** Takes in what begins here; returns where it ends. */
  private int element(int at) {
    return switch (text.charAt(at)) {
      case '\\' -> escape(at);
      case '[' -> {
        add(1);
        yield afterClass(at);
      }
      case '(' -> {
        open.push(new Group(at, size, last));
        nesting = Math.max(nesting, open.size());
        size = 0;
        yield at + 1;
      }
      case ')' -> {
        close(at);
        yield at + 1;
      }
      case '{' -> count(at);
      case '*', '+', '?' -> {
        repeat();
        yield at + 1;
      }
      default -> {
        add(1);
        yield at + 1;
      }
    };
  }

  private void add(long instructions) {
    last = Math.min(instructions, HUGE);
    size = Math.min(size + last, HUGE);
  }

  /** The sign belongs to the piece before it, and so does a count behind the two. */
  private void repeat() {
    size = Math.min(size + 1, HUGE);
    last = Math.min(last + 1, HUGE);
  }

  private void close(int at) {
    if (open.isEmpty()) {
      unopened = unopened < 0 ? at : unopened;
      return;
    }
    long inside = size + 2;
    Group group = open.pop();
    size = group.before;
    add(inside);
    if (isFlags(group.start, at)) {
      last = group.last;
    }
  }

  /**
   * Such as {@code (?i)}: no piece of the expression, a count behind it is about the one before.
   */
  private boolean isFlags(int start, int end) {
    if (end < start + 2 || text.charAt(start + 1) != '?') {
      return false;
    }
    for (int i = start + 2; i < end; i++) {
      char c = text.charAt(i);
      if (c != '-' && !Character.isLetter(c)) {
        return false;
      }
    }
    return true;
  }

  private int escape(int at) {
    if (text.startsWith("\\Q", at)) {
      int end = text.indexOf("\\E", at + 2);
      int to = end < 0 ? text.length() : end;
      size += to - at;
      last = to == at + 2 ? last : 1; // an empty one is no piece either
      return end < 0 ? to : to + 2;
    }
    add(1);
    int brace = at + 2;
    boolean named = at + 1 < text.length() && "pPx".indexOf(text.charAt(at + 1)) >= 0;
    int end = named && text.startsWith("{", brace) ? text.indexOf('}', brace) : -1;
    return end < 0 ? brace : end + 1;
  }

  private int afterClass(int start) {
    int at = start + 1;
    if (text.startsWith("^", at)) {
      at++;
    }
    if (text.startsWith("]", at)) {
      at++;
    }
    while (at < text.length() && text.charAt(at) != ']') {
      int named = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
      if (named >= 0) {
        at = named + 2;
      } else {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
    }
    return at + 1;
  }

  private int count(int start) {
    int end = text.indexOf('}', start);
    int at = start + 1;
    long most = 0;
    long number = 0;
    while (at < end && (text.charAt(at) == ',' || isDigit(text.charAt(at)))) {
      number = text.charAt(at) == ',' ? 0 : Math.min(number * 10 + text.charAt(at) - '0', HUGE);
      most = Math.max(most, number);
      at++;
    }
    if (at != end || end == start + 1) {
      add(1);
      return start + 1;
    }
    long whole = saturated(last, most + 1);
    size = Math.min(size + whole, HUGE);
    last = whole;
    return end + 1;
  }

  private static long saturated(long one, long other) {
    return one > HUGE / other ? HUGE : one * other;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
