package dev.outlink.cli.extract;

import dev.outlink.cli.text.SafeText;
import dev.outlink.fetch.HeaderList;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file to read, or standard input.
 *
 * @param name its name in messages
 * @param file the file, or null for standard input
 * @param contentType its media type, with or without parameters
 * @param url the URL of the document, the base of its references; not used for WARC files
 */
record ExtractInput(String name, @Nullable Path file, String contentType, CrawlUrl url) {

  /** Whether it is a WARC file. */
  boolean isWarc() {
    return contentType.startsWith(InputType.WARC.contentType());
  }

  /** Reads the input completely, or as far as possible. */
  void read(InputStream standardInput, PageReader pages, DocumentConsumer documents)
      throws IOException, InterruptedException {
    if (isWarc()) {
      try (InputStream in = open(standardInput)) {
        new WarcFile(name, pages, documents).read(in);
      } catch (NoSuchFileException | AccessDeniedException e) {
        documents.unreadable(SafeText.of(name) + ": " + reason(e));
      }
      return;
    }
    Document document;
    try {
      document =
          pages.read(
              url.href(),
              url,
              0,
              HeaderList.of("Content-Type", contentType),
              () -> open(standardInput));
    } catch (IOException e) {
      documents.unreadable(SafeText.of(name) + ": " + reason(e));
      return;
    }
    documents.take(document);
  }

  private InputStream open(InputStream standardInput) throws IOException {
    return file == null ? standardInput : Files.newInputStream(file);
  }

  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return SafeText.of(String.valueOf(e.getMessage()));
  }
}
