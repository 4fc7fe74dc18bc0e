package dev.outlink.link;

import dev.outlink.fetch.DocumentType;
import dev.outlink.fetch.FetchConfig;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a link is. {@code docs/formats.md} has the table of elements and attributes for each kind.
 */
public enum LinkKind {
  /** {@code a[href]}. */
  A("a"),
  /** {@code area[href]}. */
  AREA("area"),
  /** {@code link[href]} and {@code link[imagesrcset]} that are none of the next three. */
  LINK("link"),
  /** {@code link[rel=canonical]}. */
  CANONICAL("canonical"),
  /** {@code link[rel=alternate]}: other languages, feeds. */
  ALTERNATE("alternate"),
  /** {@code link[rel=manifest]}, and {@code html[manifest]}. */
  MANIFEST("manifest"),
  /** {@code img} and {@code input[type=image]}: {@code src}, {@code srcset}. */
  IMG("img"),
  /** {@code source}: {@code src}, {@code srcset}. */
  SOURCE("source"),
  /** {@code script[src]}. */
  SCRIPT("script"),
  /** {@code iframe[src]}. */
  IFRAME("iframe"),
  /** {@code frame[src]}. */
  FRAME("frame"),
  /** {@code form[action]}, and {@code formaction} of its buttons. */
  FORM("form"),
  /** {@code video}: {@code src}, {@code poster}. */
  VIDEO("video"),
  /** {@code audio[src]}. */
  AUDIO("audio"),
  /** {@code track[src]}. */
  TRACK("track"),
  /** {@code embed[src]}. */
  EMBED("embed"),
  /** {@code object[data]}. */
  OBJECT("object"),
  /** The URLs in {@code ping} of {@code a} and {@code area}. */
  PING("ping"),
  /** {@code cite} of quotations and edits. */
  CITE("cite"),
  /** {@code longdesc} of images and frames. */
  LONGDESC("longdesc"),
  /** {@code background} of the body and of tables. */
  BACKGROUND("background"),
  /** {@code href} and {@code xlink:href} of SVG elements. */
  SVG("svg"),
  /** {@code url()} and {@code @import} of {@code style} elements and attributes. */
  CSS("css"),
  /** {@code meta[http-equiv=refresh]}, and the HTTP {@code Refresh} header. */
  META_REFRESH("meta-refresh"),
  /** The HTTP {@code Link} header (RFC 8288). */
  LINK_HEADER("link-header"),
  /** The target of an HTTP redirect. */
  LOCATION("location"),
  /** Entries of XML sitemaps and sitemap indexes. */
  SITEMAP("sitemap"),
  /** Links of RSS and Atom feeds. */
  FEED("feed"),
  /** http(s) URLs in plain text. Not among {@link #all}. */
  TEXT("text");

  private final String label;

  LinkKind(String label) {
    this.label = label;
  }

  /** How rows and options name it. */
  public String label() {
    return label;
  }

  /** The kind with this label, or null. */
  public static @Nullable LinkKind of(String label) {
    for (LinkKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    return null;
  }

  /** The types of documents that links of these kinds are found in. */
  static Set<DocumentType> documents(Set<LinkKind> kinds) {
    Set<DocumentType> documents = EnumSet.noneOf(DocumentType.class);
    for (LinkKind kind : kinds) {
      switch (kind) {
        case SITEMAP, FEED -> documents.add(DocumentType.XML);
        case SVG -> {
          documents.add(DocumentType.XML);
          documents.addAll(FetchConfig.HTML_ONLY);
        }
        case TEXT -> documents.add(DocumentType.TEXT);
        default -> documents.addAll(FetchConfig.HTML_ONLY);
      }
    }
    return documents;
  }

  /** Every kind but {@link #TEXT}. */
  public static Set<LinkKind> all() {
    return Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(TEXT)));
  }
}
