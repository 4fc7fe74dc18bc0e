package dev.outlink.url;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ASCII form of a domain name with other characters: Unicode ToASCII of UTS #46 as the URL
 * standard asks for it (section 3.3, "domain parser ToASCII", not strict). Names in ASCII are only
 * put into lower case there and never come here, so that ICU and its tables are loaded when the
 * first other name is met.
 */
final class Idna {

  /**
   * A limit of ours: no name in the DNS is longer than 253 characters in ASCII; the rest is room
   * for what the mapping drops. Punycode takes time quadratic in the length of a label, hence a
   * bound. (ICU has one too: 1,000 characters of a label, once mapped.)
   */
  static final int MAX_LENGTH = 1024;

  private Idna() {}

  /**
   * The name in ASCII, in lower case, or null where it has no such form.
   *
   * @param domain a name with at least one character that is not ASCII
   */
  static @Nullable String toAscii(String domain) {
    return domain.length() > MAX_LENGTH ? null : Uts46.toAscii(domain);
  }

  /** Holds what needs ICU. */
  private static final class Uts46 {

    /** CheckHyphens and VerifyDnsLength are false in the URL standard: these are no errors. */
    private static final Set<IDNA.Error> ALLOWED =
        EnumSet.of(
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    private static final IDNA PROCESSING =
        IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII);

    private static @Nullable String toAscii(String domain) {
      IDNA.Info info = new IDNA.Info();
      StringBuilder ascii = new StringBuilder(domain.length() + 16);
      try {
        PROCESSING.nameToASCII(domain, ascii, info);
      } catch (ICUInputTooLongException e) {
        return null;
      }
      return ALLOWED.containsAll(info.getErrors()) ? ascii.toString() : null;
    }
  }
}
