package dev.outlink.sink;

import dev.outlink.record.Outcome;
import dev.outlink.record.PageRecord;
import dev.outlink.record.PageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A sink that notes what is done to it, and takes results when it is told to. */
class Taken implements LinkSink {

  final String name;
  final List<String> calls;
  final List<CompletableFuture<Void>> writes = new ArrayList<>();
  final CompletableFuture<Void> finished = new CompletableFuture<>();
  final CompletableFuture<Void> broken = new CompletableFuture<>();
  @Nullable Exception failure;

  Taken(String name, List<String> calls) {
    this.name = name;
    this.calls = calls;
  }

  static PageResult result(int number) {
    return new PageResult(
        PageRecord.unasked("http://h/" + number, Outcome.STOPPED, 0, ""), List.of());
  }

  final void note(String call) throws IOException {
    calls.add(name + ' ' + call);
    if (failure instanceof IOException problem) {
      throw problem;
    }
    if (failure instanceof RuntimeException bug) {
      throw bug;
    }
  }

  @Override
  public void open() throws IOException {
    note("open");
  }

  @Override
  public CompletionStage<Void> write(PageResult result) {
    calls.add(name + " write " + result.page().url());
    CompletableFuture<Void> taken = new CompletableFuture<>();
    writes.add(taken);
    return taken;
  }

  @Override
  public CompletionStage<Void> broken() {
    return broken;
  }

  @Override
  public CompletionStage<Void> finish() {
    calls.add(name + " finish");
    return finished;
  }

  /** One that opens in two steps. */
  static final class Staged extends Taken implements StagedSink {

    private final List<Path> files;

    Staged(String name, List<String> calls, Path... files) {
      super(name, calls);
      this.files = List.of(files);
    }

    @Override
    public void open() throws IOException {
      StagedSink.super.open();
    }

    @Override
    public void prepare() throws IOException {
      note("prepare");
    }

    @Override
    public void begin() {
      calls.add(name + " begin");
    }

    @Override
    public void abandon() {
      calls.add(name + " abandon");
    }

    @Override
    public List<Path> files() {
      return files;
    }
  }
}
