package dev.outlink.cli.extract;

import dev.outlink.fetch.DocumentType;
import dev.outlink.link.Extractor;
import dev.outlink.link.LinkSelection;
import dev.outlink.rows.TsvOptions;
import dev.outlink.url.CrawlUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code outlink extract}.
 *
 * @param links which links are listed, and with which data
 * @param extractor how the links of HTML are found
 * @param rows the format of link rows
 * @param output file for link rows, or null for standard output
 * @param base the URL from which the document or folder came, or null
 * @param type Content-Type of all documents except those in WARC files, or null to use their names
 * @param maxBody the most bytes of a document to read, 1 to 1,000,000,000
 * @param quiet whether the summary is not shown
 */
public record ExtractSettings(
    LinkSelection links,
    Extractor extractor,
    TsvOptions rows,
    @Nullable Path output,
    @Nullable CrawlUrl base,
    @Nullable String type,
    int maxBody,
    boolean quiet) {

  /** Whether a file of this Content-Type can contain links, itself or in the documents in it. */
  public static boolean isDocument(String contentType) {
    return contentType.startsWith(InputType.WARC.contentType())
        || DocumentType.isNamedBy(contentType);
  }
}
