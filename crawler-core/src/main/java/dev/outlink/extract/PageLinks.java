package dev.outlink.extract;

import java.util.List;

/**
 * The links of one page.
 *
 * @param links in document order
 * @param complete false where a bound of {@link LinkExtractor} left links out
 */
public record PageLinks(List<Outlink> links, boolean complete) {}
