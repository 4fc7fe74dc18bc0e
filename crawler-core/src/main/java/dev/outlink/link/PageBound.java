package dev.outlink.link;

/** Why links of a page are left out: the bound that it met. What came before is listed. */
public enum PageBound {
  /** More links, or more characters in them, than one page may have. */
  LINKS("links_truncated: links beyond the bounds of one page are left out"),

  /** The tree and the links would not fit into the share of the heap that a page may have. */
  MEMORY("memory: read up to where its tree and links fit into the heap"),

  /** Elements that stand too deep, times tags: a parser looks through what is open for each tag. */
  NESTING("nesting: read up to where tags in deep nesting take too long"),

  /** Attributes, and attributes of one tag: a parser compares them with one another. */
  ATTRIBUTES("attributes: read up to where comparing them takes too long"),

  /** What stands in links, where that is told, and links stand in one another. */
  TEXTS("texts: links up to where reading what stands in them takes too long"),

  /** A tag's name that is too long. */
  TAG_NAME("tag-name: read up to a tag with a name that is too long");

  private final String detail;

  PageBound(String detail) {
    this.detail = detail;
  }

  /** What a page record says of it. */
  public String detail() {
    return detail;
  }
}
