package dev.outlink.overflow;

import java.io.IOException;

/**
 * The heap has no room for more URLs that wait or are known, so a crawl without {@code
 * dev.outlink:crawler-state} cannot go on. The message says how much there is, and what helps.
 */
public final class FullHeapException extends IOException {

  private static final long serialVersionUID = 1L;

  FullHeapException(String message) {
    super(message);
  }
}
