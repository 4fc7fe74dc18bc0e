package dev.outlink.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardOutputTest {

  @ParameterizedTest
  @CsvSource({
    "Broken pipe, true, true",
    "Broken pipe, false, true",
    "Datenübergabe unterbrochen, true, true",
    "Datenübergabe unterbrochen, false, false",
    "No space left on device, false, false",
  })
  void failure_isThatOfAReader_whereItIsAPipe(String reason, boolean isPipe, boolean gone) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException(reason);
          }

          @Override
          public void flush() throws IOException {
            throw new IOException(reason);
          }
        };
    StandardOutput output = new StandardOutput(broken, isPipe);

    assertThat(ReaderGoneException.isIn(catchThrowable(() -> output.write(1)))).isEqualTo(gone);
    assertThat(ReaderGoneException.isIn(catchThrowable(() -> output.write(new byte[2]))))
        .isEqualTo(gone);
    Throwable flushed = catchThrowable(output::flush);
    assertThat(ReaderGoneException.isIn(new IllegalStateException(flushed))).isEqualTo(gone);
    assertThat(flushed).isInstanceOf(IOException.class).hasMessage(reason);
  }

  @Test
  void octets_passAsTheyAre() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(bytes, true);
    output.write('a');
    output.write("bcd".getBytes(StandardCharsets.UTF_8), 1, 2);
    output.flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("acd");
  }
}
