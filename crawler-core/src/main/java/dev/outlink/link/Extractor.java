package dev.outlink.link;

/**
 * How the links of an HTML document are found. Both find the same ones, but for two places in which
 * jsoup does not build the tree of the HTML standard: {@code noscript} within {@code head}, and
 * {@code script} within SVG.
 */
public enum Extractor {
  /**
   * As its tags come by. Where it matters what a parser makes of misplaced tags, and where
   * provenance or every occurrence is told, the document is read as by {@link #JSOUP}.
   */
  SCAN,
  /** In the tree that jsoup makes of it. */
  JSOUP
}
