package dev.outlink.sink;

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

/** Gives every result to two sinks. */
record BothSinks(LinkSink first, LinkSink second) implements LinkSink {
  private static final Logger log = LoggerFactory.getLogger(BothSinks.class);

  @Override
  public void open() throws IOException {
    refuseSameFile();
    first.open();
    try {
      second.open();
    } catch (IOException | RuntimeException e) {
      first.finish().whenComplete((done, failure) -> logFailure(failure));
      throw e;
    }
  }

  @Override
  public CompletionStage<Void> write(PageResult result) {
    return both(first.write(result), second.write(result));
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
      log.debug("The output that was opened first did not close", failure);
    }
  }

  private void refuseSameFile() throws IOException {
    Set<Path> seen = new HashSet<>();
    for (Path file : filesOf(this)) {
      if (!isDevice(file) && !seen.add(realPath(file))) {
        throw new IOException(file + ": two outputs cannot be the same file");
      }
    }
  }

  private static List<Path> filesOf(LinkSink sink) {
    if (sink instanceof RowSink rows) {
      return rows.files();
    }
    if (sink instanceof BothSinks both) {
      return Stream.of(both.first, both.second).flatMap(s -> filesOf(s).stream()).toList();
    }
    return List.of();
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
