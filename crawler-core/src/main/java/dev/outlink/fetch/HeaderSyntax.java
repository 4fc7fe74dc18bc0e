package dev.outlink.fetch;

import dev.outlink.detail.DetailText;
import dev.outlink.microsyntax.HttpToken;
import org.jspecify.annotations.Nullable;

/** What can be a header of a request (RFC 9110, section 5), and in words what cannot. */
final class HeaderSyntax {

  private HeaderSyntax() {}

  /** Null where the field can be sent. A value is never told: it may be a secret. */
  static @Nullable String problem(String name, String value) {
    if (!HttpToken.is(name)) {
      return "'" + DetailText.sanitised(name) + "' is not the name of a header";
    }
    String problem = problem(value);
    return problem == null ? null : "the value of '" + DetailText.sanitised(name) + "' " + problem;
  }

  /** Null where the value has but spaces, tabs, and visible characters of ISO 8859-1. */
  static @Nullable String problem(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        return "has a control character";
      }
      if (c > 0xFF) {
        return "has a character that no header can have (beyond ISO 8859-1)";
      }
    }
    return null;
  }
}
