package dev.outlink.charset;

import dev.outlink.codec.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The encoding that a document which declares none looks to be in: see docs/adr/0006. */
final class EncodingDetector {

  /** A broken sequence now and then does not make UTF-8 another encoding. */
  private static final int WELL_FORMED_PER_MALFORMED = 10;

  /** How much the detector reads, and how much of it before the first byte that tells something. */
  private static final int WINDOW = 64 << 10;

  private static final int LEAD_IN = 2000;

  private EncodingDetector() {}

  /** Null where all is ASCII, or nothing fits. */
  static @Nullable WebEncoding detect(byte[] body, int length) {
    int wellFormed = 0;
    int malformed = 0;
    int first = 0;
    int i = 0;
    while (i < length) {
      if (body[i] >= 0) {
        i++;
        continue;
      }
      int sequence = Utf8.wellFormed(body, i, length);
      boolean cutOff = i - sequence == length && Utf8.isLead(body[i]);
      if (sequence > 0) {
        wellFormed++;
      } else if (!cutOff) {
        first = malformed == 0 ? i : first;
        malformed++;
      }
      i += Math.abs(sequence);
    }
    if (wellFormed > WELL_FORMED_PER_MALFORMED * malformed) {
      return WebEncoding.UTF_8;
    }
    int from = Math.max(0, first - LEAD_IN);
    return malformed == 0
        ? null
        : LegacyDetector.detect(Arrays.copyOfRange(body, from, Math.min(length, from + WINDOW)));
  }
}
