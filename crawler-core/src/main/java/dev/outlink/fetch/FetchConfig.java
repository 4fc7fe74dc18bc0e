package dev.outlink.fetch;

import com.google.common.collect.Sets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request looks like and what bounds its answer.
 *
 * @param timeout what a whole request may take, from its start to the last byte of its body
 * @param connectTimeout what making a connection may take
 * @param readTimeout how long a server may stay silent
 * @param maxBody largest body in bytes, as sent and decoded
 * @param userAgent the User-Agent header, not empty
 * @param headers the user's own headers, which stay with the seed's origin; names and values as in
 *     RFC 9110, section 5
 * @param documents types of documents whose bodies are read; of others, only the headers
 * @param keepsHeaders whether a page keeps all of its headers
 * @param insecure whether every TLS certificate is accepted
 * @param network by which ways requests go
 */
public record FetchConfig(
    Duration timeout,
    Duration connectTimeout,
    Duration readTimeout,
    long maxBody,
    String userAgent,
    HeaderList headers,
    Set<DocumentType> documents,
    boolean keepsHeaders,
    boolean insecure,
    NetworkConfig network) {

  /** Names the project and its version. */
  public static final String DEFAULT_USER_AGENT = "Outlink/0.1";

  private static final Duration MAX_TIMEOUT = Duration.ofDays(1);
  private static final long MAX_BODY = 1_000_000_000;

  /** HTML and XHTML. */
  public static final Set<DocumentType> HTML_ONLY =
      Sets.immutableEnumSet(DocumentType.HTML, DocumentType.XHTML);

  /** Copies the set of documents. */
  public FetchConfig {
    documents = Sets.immutableEnumSet(documents);
  }

  /**
   * What is out of range, a sentence each that begins with the option's name; empty where all is
   * well.
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    checkTimeout(problems, "timeout", timeout);
    checkTimeout(problems, "connect-timeout", connectTimeout);
    checkTimeout(problems, "read-timeout", readTimeout);
    if (maxBody < 1 || maxBody > MAX_BODY) {
      problems.add("max-body: " + maxBody + " is not between 1 and " + MAX_BODY + " bytes");
    }
    if (userAgent.isBlank()) {
      problems.add("user-agent: it is empty");
    }
    add(problems, "user-agent: it ", HeaderSyntax.problem(userAgent));
    headers.forEach((name, value) -> add(problems, "header: ", HeaderSyntax.problem(name, value)));
    problems.addAll(network.problems());
    return problems;
  }

  private static void add(List<String> problems, String start, @Nullable String problem) {
    if (problem != null) {
      problems.add(start + problem);
    }
  }

  private static void checkTimeout(List<String> problems, String name, Duration value) {
    if (value.toMillis() < 1 || value.compareTo(MAX_TIMEOUT) > 0) {
      problems.add(name + ": " + value.toMillis() + " ms is not between 1 ms and one day");
    }
  }
}
