package dev.outlink.state;

import static dev.outlink.state.Waiting.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlink.overflow.Overflow.Entry;
import dev.outlink.task.CrawlTask;
import dev.outlink.url.CrawlUrl;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskCodecTest {

  private final TaskCodec codec = new TaskCodec();

  private Entry roundTrip(Entry entry) throws IOException {
    CrawlTask task = entry.task();
    return codec.entry(
        TaskCodec.key(entry.host(), task.depth(), entry.number()), codec.value(task));
  }

  @Test
  void entry_anyTask_isReadAsWritten() throws IOException {
    CrawlUrl root = url("http://root.example/");
    CrawlUrl self = url("https://[::1]:8080/%C3%A9?a=b&c#frag");
    CrawlUrl longest = url("http://a/" + "x".repeat(60_000));
    for (List<CrawlUrl> roots :
        List.of(List.of(root), List.of(root), List.of(self), List.of(root, self, longest))) {
      for (CrawlUrl each : List.of(self, longest, root, self)) {
        Entry entry =
            new Entry(1L << 40, Long.MAX_VALUE, new CrawlTask(each, 1 << 20, 128, 300, roots));
        assertThat(roundTrip(entry)).isEqualTo(entry);
      }
    }
  }

  @Test
  void value_seed_holdsItsUrlOnce() {
    assertThat(codec.value(CrawlTask.seed(url("http://a/")))).hasSize(2 + 1 + 9 + 2);
  }

  @Test
  void entry_damaged_fails() {
    byte[] key = TaskCodec.key(1, 2, 3);
    byte[] value = codec.value(CrawlTask.seed(url("http://a/")));
    for (int length = 0; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> codec.entry(key, cut)).isInstanceOf(IOException.class);
    }
    value[4] = ' ';
    assertThatThrownBy(() -> codec.entry(key, value)).isInstanceOf(IOException.class);
  }
}
