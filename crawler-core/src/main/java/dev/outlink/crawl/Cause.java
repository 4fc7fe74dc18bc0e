package dev.outlink.crawl;

import java.util.concurrent.CompletionException;

/** Why a stage failed, without what the stages after it have wrapped around it. */
final class Cause {

  private Cause() {}

  static Throwable of(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
