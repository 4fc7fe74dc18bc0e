package dev.outlink.cli.options;

import dev.outlink.cli.text.SafeText;

/**
 * A request header as the user writes it: {@code Name: value}. It is not checked yet whether such a
 * header can be sent.
 */
record HeaderLine(String name, String value) {

  static HeaderLine parse(String text) throws InvalidValueException {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new InvalidValueException(
          "'" + SafeText.of(text) + "' is not of the form 'Name: value'");
    }
    return new HeaderLine(text.substring(0, colon).strip(), text.substring(colon + 1));
  }
}
