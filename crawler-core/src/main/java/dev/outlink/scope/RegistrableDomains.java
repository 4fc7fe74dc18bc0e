package dev.outlink.scope;

import com.google.common.base.CharMatcher;
import com.google.common.net.InternetDomainName;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/*
 * The list is Guava's, not that of crawler-commons. Of 40,236 names made from the rules of the latter (1.6, its list is of
 * November 2025) Guava 33.8.0 differs from a list of this year in 31 and crawler-commons in 297; and the first answer takes
 * 0.1 to 0.2 s instead of 1.3 to 3 s. What Guava does not answer is done here: host names that are no domain names to it
 * (a label that begins or ends with a hyphen or an underscore) and top-level domains that are not in the list.
 */
/**
 * The registrable domains of host names by the public suffix list (publicsuffix.org), its private
 * part included, with the default rule {@code *} for top-level domains that are not listed.
 * Remembers a bounded number of answers. Safe for any thread.
 */
final class RegistrableDomains {

  private static final int MAX_LENGTH = 253;
  private static final int REMEMBERED = 1 << 10;
  private static final CharMatcher IPV4 = CharMatcher.inRange('0', '9').or(CharMatcher.is('.'));

  /** An answer's place is its name's hash; a later one takes the place of an earlier one. */
  private final AtomicReferenceArray<@Nullable Answer> answers =
      new AtomicReferenceArray<>(REMEMBERED);

  private record Answer(String name, @Nullable String domain) {}

  /**
   * The registrable domain of a host name as it stands in a URL, without a final dot; null for an
   * address, a public suffix and a name of one label.
   */
  @Nullable String of(String name) {
    int at = (name.hashCode() * 0x9E3779B9) >>> 22;
    Answer answer = answers.get(at);
    if (answer == null || !answer.name.equals(name)) {
      answer = new Answer(name, find(name));
      answers.set(at, answer);
    }
    return answer.domain;
  }

  private static @Nullable String find(String name) {
    if (name.startsWith("[") || IPV4.matchesAllOf(name)) {
      return null;
    }
    String rest = name.length() <= MAX_LENGTH ? name : afterDot(name, name.length() - MAX_LENGTH);
    while (rest != null && !InternetDomainName.isValid(rest)) {
      rest = afterDot(rest, 0);
    }
    if (rest == null) {
      return null;
    }
    InternetDomainName domain = InternetDomainName.from(rest);
    if (!domain.hasPublicSuffix()) {
      return lastTwoLabels(rest);
    }
    return domain.isUnderPublicSuffix() ? domain.topPrivateDomain().toString() : null;
  }

  private static @Nullable String afterDot(String name, int from) {
    int dot = name.indexOf('.', from);
    return dot < 0 ? null : name.substring(dot + 1);
  }

  private static @Nullable String lastTwoLabels(String name) {
    int last = name.lastIndexOf('.');
    return last < 0 ? null : name.substring(name.lastIndexOf('.', last - 1) + 1);
  }
}
