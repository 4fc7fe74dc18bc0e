package dev.outlink.fetch;

/**
 * What one page holds: its body as sent, then its links, for as long as they are on their way to
 * the sink. Safe for any thread.
 */
public interface Lease extends AutoCloseable {
  /** Of no budget. */
  Lease NONE =
      new Lease() {
        @Override
        public void resize(long bytes) {}

        @Override
        public void close() {}
      };

  /**
   * Holds so many bytes from now on. Never waits and never fails: whoever asks has the bytes
   * already. Of a closed lease, nothing.
   */
  void resize(long bytes);

  /** Gives all bytes back. Idempotent. */
  @Override
  void close();
}
