package dev.outlink.cli.extract;

import dev.outlink.fetch.DocumentType;
import dev.outlink.link.LinkSelection;
import dev.outlink.rows.TsvOptions;
import dev.outlink.url.CrawlUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the options of {@code outlink extract} come to.
 *
 * @param links which links are listed, and what is told of them
 * @param rows what link rows look like
 * @param output file for link rows, or null for standard output
 * @param base the URL that the document or folder was found at, or null
 * @param type Content-Type of all documents but those of WARC files, or null to go by their names
 * @param maxBody most bytes of a document that are read, 1 to 1,000,000,000
 * @param quiet no summary
 */
public record ExtractSettings(
    LinkSelection links,
    TsvOptions rows,
    @Nullable Path output,
    @Nullable CrawlUrl base,
    @Nullable String type,
    int maxBody,
    boolean quiet) {

  /** Whether links can be found in what has this Content-Type, or in what it is made of. */
  public static boolean isDocument(String contentType) {
    return contentType.startsWith(InputType.WARC.contentType())
        || DocumentType.isNamedBy(contentType);
  }
}
