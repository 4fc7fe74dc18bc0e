package dev.outlink.tls;

import dev.outlink.detail.DetailText;
import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that a certificate is for: the DNS names and IP addresses of its subject alternative
 * names, and nothing else of it (RFC 9525, sections 2 and 6). Unlike the JDK's own check this one
 * takes any name that a URL can have, also {@code user_name.example} and {@code -a-.example}.
 *
 * @param names DNS names as they stand in the certificate
 * @param addresses IP addresses as texts
 */
public record CertificateNames(List<String> names, List<String> addresses) {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final int MOST_TOLD = 3;
  private static final int LONGEST_TOLD = 60;

  /** Those of a certificate; none where the certificate's list cannot be read. */
  public static CertificateNames of(X509Certificate certificate) {
    CertificateNames found = new CertificateNames(new ArrayList<>(), new ArrayList<>());
    Collection<List<?>> all = alternatives(certificate);
    if (all != null) {
      for (List<?> each : all) {
        if (each.get(1) instanceof String text) {
          if (each.get(0).equals(DNS_NAME)) {
            found.names.add(text);
          } else if (each.get(0).equals(IP_ADDRESS)) {
            found.addresses.add(text);
          }
        }
      }
    }
    return found;
  }

  private static @Nullable Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      return certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      return null;
    }
  }

  /**
   * Whether the host is one of them.
   *
   * @param host a name without a dot at its end, in ASCII, or an IP address without brackets
   */
  public boolean cover(String host) {
    byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
    if (address != null) {
      return addresses.stream()
          .map(NetUtil::createByteArrayFromIpAddressString)
          .anyMatch(each -> Arrays.equals(each, address));
    }
    String name = host.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(each -> covers(each.toLowerCase(Locale.ROOT), name));
  }

  /**
   * A wildcard is the whole first label, stands for one whole label (RFC 9525, section 6.3), and
   * not for the hosts of a top-level domain.
   */
  private static boolean covers(String pattern, String name) {
    if (pattern.indexOf('*') < 0) {
      return pattern.equals(name);
    }
    String rest = pattern.substring(1);
    int dot = name.indexOf('.');
    return pattern.startsWith("*.")
        && rest.indexOf('*') < 0
        && rest.indexOf('.', 1) > 0
        && dot > 0
        && name.substring(dot).equals(rest);
  }

  /** The first ones, for a person. */
  public String words() {
    List<String> all = new ArrayList<>(names);
    all.addAll(addresses);
    if (all.isEmpty()) {
      return "it has no name";
    }
    StringBuilder words = new StringBuilder();
    for (String each : all.subList(0, Math.min(MOST_TOLD, all.size()))) {
      words.append(words.isEmpty() ? "" : ", ");
      String clean = DetailText.sanitised(each);
      words.append(clean, 0, clean.offsetByCodePoints(0, shown(clean)));
      words.append(shown(clean) < clean.codePointCount(0, clean.length()) ? "..." : "");
    }
    if (all.size() > MOST_TOLD) {
      words.append(" and ").append(DetailText.of(all.size() - MOST_TOLD)).append(" more");
    }
    return words.toString();
  }

  private static int shown(String text) {
    return Math.min(LONGEST_TOLD, text.codePointCount(0, text.length()));
  }
}
