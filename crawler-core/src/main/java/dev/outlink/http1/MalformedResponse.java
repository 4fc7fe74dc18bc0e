package dev.outlink.http1;

import io.netty.handler.codec.DecoderException;

/** Bytes that are no response of HTTP/1.1. The message says what is wrong, for people to read. */
public final class MalformedResponse extends DecoderException {

  private static final long serialVersionUID = 1;

  MalformedResponse(String message) {
    super(message);
  }

  /** Thrown for what servers send, perhaps often: where does not matter. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
