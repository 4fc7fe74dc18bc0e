package dev.outlink.cli.extract;

import dev.outlink.extract.Outlink;
import java.util.List;

/**
 * The links of a document.
 *
 * @param document where they were found
 * @param links those to be listed
 * @param local how many {@code file:} links were left out that {@code --base} would have made links
 *     of the web
 * @param complete false where the bounds of extraction left links out
 * @param tooLong how many links were left out for their length
 */
record FoundLinks(
    Document document, List<Outlink> links, int local, boolean complete, int tooLong) {}
