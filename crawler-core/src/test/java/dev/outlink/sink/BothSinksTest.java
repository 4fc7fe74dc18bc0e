package dev.outlink.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two sinks as one. */
class BothSinksTest {

  private final List<String> calls = new ArrayList<>();
  private final Taken plain = new Taken("plain", calls);
  private final Taken.Staged staged = new Taken.Staged("staged", calls);

  private final Path folder;

  BothSinksTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private LinkSink writing(Path... files) {
    LinkSink both = new Taken.Staged("0", calls, files[0]);
    for (int i = 1; i < files.length; i++) {
      both = both.and(new Taken.Staged(String.valueOf(i), calls, files[i]));
    }
    return both;
  }

  /** Whichever comes first: a file is made anew when nothing can fail any more. */
  @Test
  void open_ofOneThatIsNotStaged_comesBeforeTheOtherBegins() throws IOException {
    staged.and(plain).open();
    assertThat(calls).containsExactly("staged prepare", "plain open", "staged begin");
    calls.clear();
    plain.and(staged).open();
    assertThat(calls).containsExactly("plain open", "staged prepare", "staged begin");
  }

  @Test
  void open_ofThreeInAnyNesting_preparesAllBeforeAnyBegins() throws IOException {
    Taken.Staged third = new Taken.Staged("third", calls);
    staged.and(plain).and(third).open();
    assertThat(calls)
        .containsExactly(
            "staged prepare", "plain open", "third prepare", "staged begin", "third begin");
    calls.clear();
    staged.and(plain.and(third)).open();
    assertThat(calls)
        .containsExactly(
            "staged prepare", "plain open", "third prepare", "staged begin", "third begin");
  }

  @Test
  void open_whoseSecondFails_letsGoOfTheFirst() {
    plain.failure = new IOException("plain: no room");
    assertThatThrownBy(() -> staged.and(plain).open()).isSameAs(plain.failure);
    assertThat(calls).containsExactly("staged prepare", "plain open", "staged abandon");
  }

  @Test
  void open_whoseSecondHasABug_finishesTheFirstThatIsNotStaged() {
    staged.failure = new IllegalStateException("bug");
    assertThatThrownBy(() -> plain.and(staged).open()).isSameAs(staged.failure);
    assertThat(calls).containsExactly("plain open", "staged prepare", "plain finish");
    plain.finished.completeExceptionally(new IOException("that is only logged"));
  }

  @Test
  void open_whoseFirstFails_leavesTheSecondAlone() {
    staged.failure = new IOException("staged: no room");
    assertThatThrownBy(() -> staged.and(plain).open()).isSameAs(staged.failure);
    assertThat(calls).containsExactly("staged prepare");
  }

  @Test
  void open_whoseThirdFails_letsGoOfAllBefore() {
    Taken.Staged third = new Taken.Staged("third", calls);
    third.failure = new IOException("third: no room");
    assertThatThrownBy(() -> staged.and(plain).and(third).open()).isSameAs(third.failure);
    assertThat(calls)
        .containsExactly(
            "staged prepare", "plain open", "third prepare", "staged abandon", "plain finish");
  }

  @Test
  void write_bothGetIt_andTheStageCompletesWithTheLast() {
    CompletableFuture<Void> taken = plain.and(staged).write(Taken.result(1)).toCompletableFuture();
    assertThat(calls).containsExactly("plain write http://h/1", "staged write http://h/1");
    staged.writes.get(0).complete(null);
    assertThat(taken).isNotDone();
    plain.writes.get(0).complete(null);
    assertThat(taken).isCompleted();
  }

  @Test
  void write_thatOneFails_failsWhenBothAreDone() {
    CompletableFuture<Void> taken = plain.and(staged).write(Taken.result(1)).toCompletableFuture();
    plain.writes.get(0).completeExceptionally(new IOException("disk full"));
    staged.writes.get(0).complete(null);
    assertThat(taken).isCompletedExceptionally();
    assertThatThrownBy(taken::join).hasRootCauseMessage("disk full");
  }

  @Test
  void finish_reachesBoth_whereOneFailsToo() {
    CompletableFuture<Void> end = plain.and(staged).finish().toCompletableFuture();
    assertThat(calls).containsExactly("plain finish", "staged finish");
    plain.finished.completeExceptionally(new IOException("disk full"));
    assertThat(end).isNotDone();
    staged.finished.complete(null);
    assertThatThrownBy(end::join).hasRootCauseMessage("disk full");
  }

  @Test
  void broken_failsAsSoonAsEitherIs() {
    CompletableFuture<Void> broken = plain.and(staged).broken().toCompletableFuture();
    plain.broken.complete(null);
    assertThat(broken).as("one that will not break says nothing of the other").isNotDone();
    staged.broken.completeExceptionally(new IOException("the reader has gone"));
    assertThatThrownBy(broken::join).hasRootCauseMessage("the reader has gone");
  }

  @Test
  void open_sameFileTwice_isRefusedAndNothingIsPrepared() {
    Path file = folder.resolve("links.tsv");
    assertThatThrownBy(() -> writing(file, file).open())
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": two outputs cannot be the same file");
    assertThat(calls).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void open_sameFileByOtherNames_isRefused() throws IOException {
    Path file = folder.resolve("links.tsv");
    Path roundabout = folder.resolve("x").resolve("..").resolve("links.tsv");
    assertThatThrownBy(() -> writing(file, roundabout).open()).hasMessageContaining("same file");
    assertThatThrownBy(() -> writing(file, folder.resolve("b"), roundabout).open())
        .hasMessageContaining("same file");

    Files.createFile(file);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThatThrownBy(() -> writing(link, file).open()).hasMessageContaining("same file");
    Path linked = Files.createSymbolicLink(folder.resolve("dir"), folder);
    assertThatThrownBy(() -> writing(folder.resolve("new"), linked.resolve("new")).open())
        .hasMessageContaining("same file");
  }

  @Test
  void open_differentFiles_arePrepared() throws IOException {
    writing(folder.resolve("a"), folder.resolve("A"), folder.resolve("no").resolve("a")).open();
    assertThat(calls).contains("0 begin", "1 begin", "2 begin");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void open_deviceTwice_isFine() {
    Path nowhere = Path.of("/dev/null");
    assertThatCode(() -> writing(nowhere, nowhere).open()).doesNotThrowAnyException();
  }
}
