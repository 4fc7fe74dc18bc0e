package dev.outlink.cli.options;

/** The value of an option is not valid. The message says why, and what is valid. */
public final class InvalidValueException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidValueException(String message) {
    super(message);
  }
}
