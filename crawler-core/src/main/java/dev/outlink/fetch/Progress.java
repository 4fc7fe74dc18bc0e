package dev.outlink.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** How far a request has come: what is needed to say why it failed. Safe for any thread. */
final class Progress {

  /** The steps in their order. */
  enum Step {
    BEGUN,
    CONNECTING,
    CONNECTED,
    SENT,
    ANSWERED
  }

  private volatile Step step = Step.BEGUN;
  private volatile @Nullable InetSocketAddress address;
  private volatile FetchOutcome.@Nullable Other failure;
  private volatile boolean reused;
  private volatile long arrived;

  void connecting(InetSocketAddress target) {
    address = target;
    step = Step.CONNECTING;
  }

  void reach(Step next) {
    step = next;
    failure = null;
  }

  void reused() {
    reused = true;
    step = Step.CONNECTED;
  }

  /** The present step failed; another try may follow. */
  void failed(FetchOutcome.Other outcome) {
    failure = outcome;
  }

  void arrived(long bytes) {
    arrived = bytes;
  }

  Step step() {
    return step;
  }

  @Nullable InetSocketAddress address() {
    return address;
  }

  FetchOutcome.@Nullable Other failure() {
    return failure;
  }

  long arrived() {
    return arrived;
  }

  /** Whether a kept connection was closed by the server just when it was used again. */
  boolean isStale(Throwable problem) {
    return reused && step != Step.ANSWERED && problem instanceof IOException;
  }

  /** The connection ended within the response. */
  FetchOutcome.Other cut(ResponseHead head) {
    String all = head.contentLength() >= 0 ? " of " + Words.of(head.contentLength()) : "";
    return head.other(
        Outcome.INCOMPLETE, "connection closed after " + Words.of(arrived) + all + " bytes");
  }
}
