package dev.outlink.cli.extract;

import dev.outlink.link.Outlink;
import java.util.List;

/**
 * The links of a document.
 *
 * @param document the document
 * @param links the links to list
 * @param local how many {@code file:} links are not listed that would be links of the web with
 *     {@code --base}
 * @param complete false if a limit of the extraction was reached, so that links are missing
 * @param tooLong how many links are not listed because they are too long
 */
record FoundLinks(
    Document document, List<Outlink> links, int local, boolean complete, int tooLong) {}
