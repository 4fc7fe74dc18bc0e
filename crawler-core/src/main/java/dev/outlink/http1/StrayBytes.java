package dev.outlink.http1;

import java.io.IOException;

/**
 * What came over a connection that was used before is not the beginning of a response: it is the
 * rest of the one before, and says nothing of the request that was sent. That one can be sent again
 * over a new connection.
 */
public final class StrayBytes extends IOException {

  private static final long serialVersionUID = 1;

  StrayBytes() {
    super("bytes behind the end of the response before");
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
