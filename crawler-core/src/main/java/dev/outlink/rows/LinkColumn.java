package dev.outlink.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of link rows. */
public enum LinkColumn {
  /** The URL as it was admitted, before redirects. */
  SOURCE("source", false),
  /** Where the link points. */
  LINK("link", false),
  /** The label of its {@link dev.outlink.link.LinkKind}. */
  KIND("kind", false),
  /** The element's name, or that of the HTTP header; empty in plain text. */
  ELEMENT("element", false),
  /** The attribute's name; empty where the element's text or a header is the link. */
  ATTRIBUTE("attribute", false),
  /** The text of the link. */
  TEXT("text", true),
  /** The {@code rel} as it stands. */
  REL("rel", true),
  /** The reference as it stands. */
  RAW("raw", true),
  /** {@code line:column} of the start tag, both from 1; empty where it is unknown. */
  POSITION("position", true),
  /** 1 for the page's first link to this URL, 2 for its second. */
  OCCURRENCE("occurrence", true),
  /** How many links away from a seed the page is. */
  DEPTH("depth", false),
  /** The HTTP status of the page's last answer; empty where there was none. */
  STATUS("status", false);

  /** The columns of rows unless others are asked for: source and link. */
  public static final List<LinkColumn> DEFAULT = List.of(SOURCE, LINK);

  private final String label;
  private final boolean needsProvenance;

  LinkColumn(String label, boolean needsProvenance) {
    this.label = label;
    this.needsProvenance = needsProvenance;
  }

  /** How the header line and options name it. */
  public String label() {
    return label;
  }

  /**
   * Whether it is empty in all rows unless links tell their {@link
   * dev.outlink.link.Outlink#provenance}.
   */
  public boolean needsProvenance() {
    return needsProvenance;
  }

  /** The column with this label, or null. */
  public static @Nullable LinkColumn of(String label) {
    for (LinkColumn column : values()) {
      if (column.label.equals(label)) {
        return column;
      }
    }
    return null;
  }
}
