package dev.outlink.seed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The lines of a file. */
record FileSeeds(Path file, SeedText texts) implements MeasuredSeeds {

  @Override
  public Seeds withDefaultScheme(String scheme) {
    return new FileSeeds(file, SeedText.withScheme(scheme));
  }

  @Override
  public SeedReader open() throws IOException {
    double size = size();
    InputStream input;
    try {
      input = Files.newInputStream(file);
    } catch (IOException e) {
      throw ReadError.named(file.toString(), e);
    }
    LineReader reader = new LineReader(input, file.toString(), size, texts);
    try {
      if (!Double.isNaN(size)) {
        reader.begin();
      }
      return reader;
    } catch (IOException e) {
      try (reader) {
        throw e;
      }
    }
  }

  @Override
  public double size() throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new FileSystemException(file.toString(), null, "is a directory");
      }
      if (!Files.isReadable(file)) {
        throw new AccessDeniedException(file.toString());
      }
      return attributes.isRegularFile() ? attributes.size() : Double.NaN;
    } catch (IOException e) {
      throw ReadError.named(file.toString(), e);
    }
  }
}
