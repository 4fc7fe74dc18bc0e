package dev.outlink.cli.options;

import dev.outlink.cli.text.SafeText;
import java.math.BigDecimal;

/**
 * Sizes as people write them: {@code 8MB} is 8,000,000 bytes, {@code 512KiB} is 524,288, and a bare
 * number is bytes.
 */
final class Sizes {

  private Sizes() {}

  /** Reads a number of bytes, with or without a unit. */
  static long parse(String text) throws InvalidValueException {
    NumberWithUnit quantity = NumberWithUnit.parse(text);
    if (quantity == null) {
      throw new InvalidValueException(
          "'" + SafeText.of(text) + "' is not a size; write 8MB, 512KiB or 65536");
    }
    long unit =
        switch (quantity.unit()) {
          case "", "b" -> 1;
          case "kb" -> 1_000;
          case "mb" -> 1_000_000;
          case "gb" -> 1_000_000_000;
          case "kib" -> 1L << 10;
          case "mib" -> 1L << 20;
          case "gib" -> 1L << 30;
          default ->
              throw new InvalidValueException(
                  "'"
                      + SafeText.of(quantity.unit())
                      + "' is not a unit of size; use B, kB, MB, GB, KiB, MiB or GiB");
        };
    BigDecimal bytes = quantity.times(unit);
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new InvalidValueException("'" + SafeText.of(text) + "' is too large");
    }
    return bytes.longValue();
  }
}
