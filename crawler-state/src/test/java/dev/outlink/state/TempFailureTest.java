package dev.outlink.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.overflow.FullFolderException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class TempFailureTest {

  @TempDir Path parent = Path.of("");

  private IOException of(Throwable cause) {
    return TempFailure.of(parent, parent.resolve("crawl"), "known URLs cannot be kept", cause);
  }

  @Test
  void noSpace_inWhateverForm_isAFullFolder() {
    Status status = new Status(Status.Code.IOError, Status.SubCode.NoSpace, "While appending");

    assertThat(of(new IOException("No space left on device")))
        .isInstanceOf(FullFolderException.class)
        .hasMessage(
            "the folder for temporary files is full: " + parent + ": known URLs cannot be kept");
    assertThat(of(new RocksDBException(status))).isInstanceOf(FullFolderException.class);
    assertThat(of(new RuntimeException(new IOException("Disk quota exceeded"))))
        .isInstanceOf(FullFolderException.class);
    assertThat(of(new FileSystemException("x", null, "No space left on device")))
        .isInstanceOf(FullFolderException.class);
  }

  @Test
  void anythingElse_isToldAsItIs() {
    assertThat(of(new IOException("Input/output error")))
        .isNotInstanceOf(FullFolderException.class)
        .hasMessage(
            "known URLs cannot be kept in " + parent.resolve("crawl") + ": Input/output error");
  }
}
