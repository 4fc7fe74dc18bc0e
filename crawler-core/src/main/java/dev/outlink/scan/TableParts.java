package dev.outlink.scan;

import com.google.common.base.Ascii;
import java.util.Arrays;

/**
 * The tables that are open, with their parts, and the templates between them (HTML standard,
 * 13.2.6.4.9 to 15). Confined to one thread.
 */
final class TableParts {

  private enum Part {
    /** Outside of all. */
    NONE,
    TABLE,
    COLUMNS,
    ROWS,
    ROW,
    CELL,
    CAPTION,
    TEMPLATE
  }

  /** Where an element is put. */
  enum Place {
    HERE,
    /** In front of the innermost table, as it may not stand in it (13.2.6.1). */
    BEFORE_TABLE,
    /** In the table, or in an element in front of it that may be open. */
    UNKNOWN
  }

  /** Parts within parts. */
  private static final int MOST = 512;

  private Part[] parts = new Part[16];

  /** Of cells and groups of rows, which have several names. */
  private TagName[] names = new TagName[16];

  /** Of tables: how many links were found before their first part. */
  private int[] found = new int[16];

  /** Of tables: whether elements in front of them may be open. */
  private boolean[] strayed = new boolean[16];

  private int size;
  private int templates;
  private boolean needsTree;

  boolean needsTree() {
    return needsTree;
  }

  boolean isInTemplate() {
    return templates > 0;
  }

  private Part part() {
    return size == 0 ? Part.NONE : parts[size - 1];
  }

  private void push(Part part, TagName name, int foundBefore) {
    if (size == parts.length) {
      parts = Arrays.copyOf(parts, 2 * size);
      names = Arrays.copyOf(names, 2 * size);
      found = Arrays.copyOf(found, 2 * size);
      strayed = Arrays.copyOf(strayed, 2 * size);
    }
    parts[size] = part;
    names[size] = name;
    found[size] = foundBefore;
    strayed[size] = false;
    size++;
    needsTree |= size > MOST;
  }

  private void pop() {
    size--;
  }

  private boolean isBetweenParts() {
    return switch (part()) {
      case TABLE, COLUMNS, ROWS, ROW -> true;
      default -> false;
    };
  }

  /** Where an element is put that begins now. */
  Place place(TagName name, TagAttributes attributes) {
    if (!isBetweenParts()) {
      return Place.HERE;
    }
    boolean isAllowed =
        switch (name) {
          case CAPTION, COL, COLGROUP, TBODY, TFOOT, THEAD, TR, TD, TH, TABLE -> {
            strayed[table()] = false;
            yield true;
          }
          case STYLE, SCRIPT, TEMPLATE, FORM -> true;
          case INPUT -> Ascii.equalsIgnoreCase(attributes.value(AttributeName.TYPE), "hidden");
          default -> false;
        };
    if (!isAllowed) {
      strayed[table()] = true;
      return Place.BEFORE_TABLE;
    }
    return strayed[table()] ? Place.UNKNOWN : Place.HERE;
  }

  /** Text may open formatting elements again, in front of the table (13.2.6.4.9). */
  void text(byte[] text, int from, int to) {
    if (isBetweenParts() && !strayed[table()]) {
      for (int i = from; i < to; i++) {
        strayed[table()] |= text[i] > ' ' || text[i] < 0;
      }
    }
  }

  private int table() {
    int table = size - 1;
    while (parts[table] != Part.TABLE) {
      table--;
    }
    return table;
  }

  /**
   * Puts links in front of the innermost table.
   *
   * @param before how many were found before these
   * @param now how many were found with these
   * @return false where the table has links already
   */
  boolean takeOut(int before, int now) {
    int table = table();
    boolean isFirst = found[table] == before;
    found[table] = now;
    return isFirst;
  }

  /** A table in a table, but not in a cell, closes it. */
  void startTable(int foundBefore) {
    while (isBetweenParts()) {
      boolean isTable = part() == Part.TABLE;
      pop();
      if (isTable) {
        break;
      }
    }
    push(Part.TABLE, TagName.TABLE, foundBefore);
  }

  void startTemplate() {
    templates++;
    push(Part.TEMPLATE, TagName.TEMPLATE, 0);
  }

  /** Closes the innermost template, and all within. */
  void endTemplate() {
    if (templates > 0) {
      while (part() != Part.TEMPLATE) {
        pop();
      }
      pop();
      templates--;
    }
  }

  /** A part of a table begins; false where there is no table. */
  boolean startPart(TagName name, int foundBefore) {
    while (true) {
      switch (part()) {
        case NONE -> {
          return false;
        }
        case TEMPLATE -> {
          needsTree |= name == TagName.COL; // only columns may follow, and texts are read otherwise
          return false;
        }
        case CELL, CAPTION -> pop();
        case COLUMNS -> {
          if (name == TagName.COL) {
            return true;
          }
          pop();
        }
        case TABLE -> {
          if (startInTable(name, foundBefore)) {
            return true;
          }
        }
        case ROWS -> {
          switch (name) {
            case TR, TD, TH -> {
              push(Part.ROW, TagName.TR, foundBefore);
              if (name == TagName.TR) {
                return true;
              }
            }
            default -> pop();
          }
        }
        case ROW -> {
          if (name == TagName.TD || name == TagName.TH) {
            push(Part.CELL, name, foundBefore);
            return true;
          }
          pop();
        }
      }
    }
  }

  /** Whether the part is in its place; else one was opened that has it. */
  private boolean startInTable(TagName name, int foundBefore) {
    switch (name) {
      case CAPTION -> push(Part.CAPTION, name, foundBefore);
      case COL, COLGROUP -> push(Part.COLUMNS, name, foundBefore);
      case TR, TD, TH -> {
        push(Part.ROWS, TagName.TBODY, foundBefore);
        return false;
      }
      default -> push(Part.ROWS, name, foundBefore);
    }
    return true;
  }

  /** The end tag of a table or of its part. */
  void end(TagName name) {
    while (isOpen(name)) {
      Part part = part();
      TagName own = names[size - 1];
      pop();
      if (isPart(name, part, own)) {
        return;
      }
    }
  }

  private static boolean isPart(TagName name, Part part, TagName own) {
    return switch (name) {
      case TABLE -> part == Part.TABLE;
      case CAPTION -> part == Part.CAPTION;
      case COLGROUP -> part == Part.COLUMNS;
      case TR -> part == Part.ROW;
      case TD, TH -> part == Part.CELL && own == name;
      default -> part == Part.ROWS && own == name;
    };
  }

  /** Whether the innermost part is the one, or is closed on the way to it. */
  private boolean isOpen(TagName name) {
    for (int i = size - 1; i >= 0; i--) {
      if (isPart(name, parts[i], names[i])) {
        return true;
      }
      boolean isClosed =
          switch (parts[i]) {
            case CELL -> name != TagName.TD && name != TagName.TH;
            case ROW -> name != TagName.TD && name != TagName.TH;
            case ROWS, CAPTION -> name == TagName.TABLE;
            case COLUMNS -> true;
            default -> false;
          };
      if (!isClosed) {
        return false;
      }
    }
    return false;
  }
}
