package dev.outlink.sink;

import dev.outlink.record.PageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every result to two sinks. A sink of the user's own opens before any file is made anew. */
record BothSinks(LinkSink first, LinkSink second) implements StagedSink {
  private static final Logger log = LoggerFactory.getLogger(BothSinks.class);

  @Override
  public void prepare() throws IOException {
    refuseSameFile();
    prepare(first);
    try {
      prepare(second);
    } catch (IOException | RuntimeException | Error e) {
      abandon(first);
      throw e;
    }
  }

  @Override
  public void begin() {
    begin(first);
    begin(second);
  }

  @Override
  public void abandon() {
    abandon(first);
    abandon(second);
  }

  @Override
  public List<Path> files() {
    return Stream.of(first, second).flatMap(sink -> files(sink).stream()).toList();
  }

  private static void prepare(LinkSink sink) throws IOException {
    if (sink instanceof StagedSink staged) {
      staged.prepare();
    } else {
      sink.open();
    }
  }

  private static void begin(LinkSink sink) {
    if (sink instanceof StagedSink staged) {
      staged.begin();
    }
  }

  private static void abandon(LinkSink sink) {
    if (sink instanceof StagedSink staged) {
      staged.abandon();
    } else {
      sink.finish().whenComplete((done, failure) -> logFailure(failure));
    }
  }

  @Override
  public CompletionStage<Void> write(PageResult result) {
    return both(first.write(result), second.write(result));
  }

  @Override
  public CompletionStage<Void> broken() {
    CompletableFuture<Void> either = new CompletableFuture<>();
    for (LinkSink each : List.of(first, second)) {
      each.broken()
          .whenComplete(
              (nothing, failure) -> {
                if (failure != null) {
                  either.completeExceptionally(failure);
                }
              });
    }
    return either;
  }

  @Override
  public CompletionStage<Void> finish() {
    return both(first.finish(), second.finish());
  }

  private static CompletionStage<Void> both(CompletionStage<Void> a, CompletionStage<Void> b) {
    return CompletableFuture.allOf(a.toCompletableFuture(), b.toCompletableFuture());
  }

  private static void logFailure(@Nullable Throwable failure) {
    if (failure != null) {
      log.debug("An output that was opened in vain did not close", failure);
    }
  }

  private void refuseSameFile() throws IOException {
    Set<Path> seen = new HashSet<>();
    for (Path file : files()) {
      if (!isDevice(file) && !seen.add(realPath(file))) {
        throw new IOException(file + ": two outputs cannot be the same file");
      }
    }
  }

  private static List<Path> files(LinkSink sink) {
    return sink instanceof StagedSink staged ? staged.files() : List.of();
  }

  /** Two outputs may go to {@code /dev/null}. */
  private static boolean isDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  private static Path realPath(Path file) {
    try {
      if (Files.exists(file)) {
        return file.toRealPath();
      }
      Path absolute = file.toAbsolutePath().normalize();
      Path folder = absolute.getParent();
      return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      log.debug("{} will be refused when it is opened", file, e);
      return file.toAbsolutePath().normalize();
    }
  }
}
