package dev.outlink.cli.options;

/** The text of an option's value cannot be read; the message says why and what would do. */
public final class InvalidValueException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidValueException(String message) {
    super(message);
  }
}
