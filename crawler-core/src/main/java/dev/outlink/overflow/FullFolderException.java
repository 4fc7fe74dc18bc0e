package dev.outlink.overflow;

import java.io.IOException;
import java.nio.file.Path;

/** The folder for temporary files has no more room, so a crawl cannot go on. */
public final class FullFolderException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param folder where temporary files are made; named in the message
   * @param what could not be done there, such as {@code waiting URLs cannot be written}
   */
  public FullFolderException(Path folder, String what, Throwable cause) {
    super("the folder for temporary files is full: " + folder + ": " + what, cause);
  }
}
