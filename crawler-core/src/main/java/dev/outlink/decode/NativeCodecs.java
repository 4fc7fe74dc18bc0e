package dev.outlink.decode;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.util.Native;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native libraries behind br and zstd. Each is unpacked into a folder of its own among
 * temporary files, loaded, and removed at once: left to themselves the libraries remove their files
 * when the JVM ends, which it does not do where it is killed. Loaded when they are first asked for,
 * by whoever asks, who waits for the disk; safe for any thread.
 */
final class NativeCodecs {

  static final String PREFIX = "outlink-native-";

  private static final Logger log = LoggerFactory.getLogger(NativeCodecs.class);

  /** Where brotli4j unpacks to. */
  private static final String BROTLI_FOLDER = "com.aayushatharva.brotli4j.native.workdir";

  private NativeCodecs() {}

  /** Why br cannot be decoded here, or null where it can. */
  static @Nullable String brotliProblem() {
    return Brotli.PROBLEM;
  }

  /** Why zstd cannot be decoded here, or null where it can. */
  static @Nullable String zstdProblem() {
    return Zstd.PROBLEM;
  }

  private static final class Brotli {
    static final @Nullable String PROBLEM = problem("brotli", Brotli::load);

    private static void load(File folder) {
      boolean isChosen = System.getProperty(BROTLI_FOLDER) != null;
      if (!isChosen) {
        System.setProperty(BROTLI_FOLDER, folder.getPath());
      }
      try {
        Brotli4jLoader.ensureAvailability();
      } finally {
        if (!isChosen) {
          System.clearProperty(BROTLI_FOLDER);
        }
      }
    }
  }

  private static final class Zstd {
    static final @Nullable String PROBLEM = problem("zstd", Native::load);
  }

  /** Loads a library from a folder that is there for that time; says what went wrong, or null. */
  private static @Nullable String problem(String name, Consumer<File> load) {
    try {
      Path folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
      try {
        load.accept(folder.toFile());
      } finally {
        remove(folder);
      }
      return null;
    } catch (IOException | LinkageError failure) {
      log.debug("the {} library cannot be loaded", name, failure);
      Throwable first = failure;
      while (first.getCause() != null) {
        first = first.getCause();
      }
      return "the " + name + " library cannot be loaded: " + first.getMessage();
    }
  }

  /** What is loaded needs its file no more, but on Windows, which removes it when the JVM ends. */
  private static void remove(Path folder) {
    try {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path each : files) {
          if (Files.isDirectory(each)) {
            remove(each);
          } else {
            Files.delete(each);
          }
        }
      }
      Files.delete(folder);
    } catch (IOException | RuntimeException failure) {
      log.debug("{}: stays until the JVM ends", folder, failure);
    }
  }
}
