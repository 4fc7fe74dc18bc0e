package dev.outlink.link;

import dev.outlink.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * A link found on a page.
 *
 * @param url where it points, resolved against the page
 * @param kind what it is
 * @param element the element's name in lower case, or that of the header ({@code Link}); empty in
 *     plain text
 * @param attribute the attribute's name in lower case; empty where the element's text is the link
 * @param provenance null unless {@link LinkSelection#provenance} asks for it
 */
public record Outlink(
    CrawlUrl url,
    LinkKind kind,
    String element,
    String attribute,
    @Nullable Provenance provenance) {}
