package dev.outlink.ahc;

import dev.outlink.detail.DetailText;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.ResponseHead;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How far a request has come: what is needed to say why it failed. Safe for any thread. */
final class RequestProgress {

  /** The steps in their order. */
  enum Step {
    BEGUN,
    CONNECTING,
    CONNECTED,
    SENT,
    ANSWERED
  }

  private volatile Step step = Step.BEGUN;
  private volatile @Nullable String asked;
  private volatile FetchOutcome.@Nullable Other failure;
  private volatile boolean reused;
  private volatile long arrived;

  /** The addresses of this name are asked for. */
  void asking(String name) {
    asked = name;
  }

  void connecting() {
    asked = null;
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

  /**
   * The present step failed; another try may follow. Where a host has several addresses, what the
   * host did to one of them says more than that another one cannot be reached from here.
   */
  void failed(FetchOutcome.Other outcome) {
    if (failure == null || outcome.end() != FetchEnd.NETWORK_ERROR) {
      failure = outcome;
    }
  }

  void arrived(long bytes) {
    arrived = bytes;
  }

  Step step() {
    return step;
  }

  /** The name whose addresses are being asked for, or null. */
  @Nullable String asked() {
    return asked;
  }

  FetchOutcome.@Nullable Other failure() {
    return failure;
  }

  long arrived() {
    return arrived;
  }

  /** Whether a kept connection was closed by the server just when it was used again. */
  boolean isStale(Throwable problem) {
    return reused
        && step != Step.ANSWERED
        && problem instanceof IOException
        && !FailureOutcomes.isMalformed(problem);
  }

  /** The connection ended within the response. */
  FetchOutcome.Other cut(ResponseHead head) {
    String all = head.contentLength() >= 0 ? " of " + DetailText.of(head.contentLength()) : "";
    return head.other(
        FetchEnd.INCOMPLETE, "connection closed after " + DetailText.of(arrived) + all + " bytes");
  }
}
