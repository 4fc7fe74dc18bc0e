package dev.outlink.request;

import java.util.concurrent.CompletionException;

/** Why a stage failed, without what the stages after it have wrapped around it. */
public final class RootCause {

  private RootCause() {}

  public static Throwable of(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
