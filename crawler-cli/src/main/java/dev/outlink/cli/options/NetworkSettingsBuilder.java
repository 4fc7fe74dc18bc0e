package dev.outlink.cli.options;

import com.google.common.base.Strings;
import dev.outlink.CrawlConfigBuilder;
import dev.outlink.fetch.NetworkConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options for the network: proxies, addresses and certificates. The environment
 * provides proxies if no option does. Confined to one thread.
 */
public final class NetworkSettingsBuilder {

  private static final String ALL_HOSTS = "*";
  private static final List<String> SCHEMES = List.of("http", "https");

  private final ProxyVariables variables;
  private @Nullable String proxy;
  private @Nullable List<String> noProxy;
  private final List<String> resolve = new ArrayList<>();
  private @Nullable Path cacert;
  private @Nullable Path cert;
  private @Nullable Path keyFile;
  private boolean http1;

  NetworkSettingsBuilder(Map<String, String> environment) {
    this.variables = new ProxyVariables(environment);
  }

  /**
   * Sets the value of an option.
   *
   * @return false if it is not one of these options
   * @throws BadValue if the text is not a valid value; the option keeps its default
   */
  boolean set(String key, String value) throws InvalidValueException {
    switch (key) {
      case "proxy" -> proxy = value.isEmpty() ? value : fine(value);
      case "noproxy" -> noProxy = ProxyVariables.hosts(value);
      case "resolve" -> {
        checked(NetworkConfig.DIRECT.withResolve(List.of(value)));
        resolve.add(value);
      }
      case "cacert" -> cacert = CrawlSettingsBuilder.input(value);
      case "cert" -> cert = CrawlSettingsBuilder.input(value);
      case "key" -> keyFile = CrawlSettingsBuilder.input(value);
      case "http1" -> http1 = CrawlSettingsBuilder.flag(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String fine(String value) throws InvalidValueException {
    checked(NetworkConfig.DIRECT.withProxy(value));
    return value;
  }

  /** Each value is checked separately, so that an error names it. */
  private static void checked(NetworkConfig withIt) throws InvalidValueException {
    List<String> problems = withIt.problems();
    if (!problems.isEmpty()) {
      String problem = problems.get(0);
      throw new InvalidValueException(problem.substring(problem.indexOf(':') + 2));
    }
  }

  /** One line for each error in the variables that apply; call it after all options are set. */
  List<String> problems() {
    Set<String> problems = new LinkedHashSet<>();
    if (proxy == null && !except().contains(ALL_HOSTS)) {
      for (String scheme : SCHEMES) {
        ProxyVariables.Variable variable = variables.of(scheme);
        String address = variable == null ? null : variable.proxy();
        for (String problem : NetworkConfig.DIRECT.withProxy(address).problems()) {
          problems.add(
              "environment variable "
                  + (variable == null ? "" : variable.name())
                  + problem.substring(problem.indexOf(':'))
                  + "; use --noproxy '*' to use no proxy");
        }
      }
    }
    return List.copyOf(problems);
  }

  private List<String> except() {
    return noProxy == null ? variables.except() : noProxy;
  }

  /** Copies the values into a configuration, if there are no problems. */
  void applyTo(CrawlConfigBuilder crawl) {
    NetworkConfig network =
        NetworkConfig.DIRECT
            .withNoProxy(except())
            .withResolve(resolve)
            .withCacert(cacert)
            .withCert(cert, keyFile)
            .withHttp1(http1);
    String given = proxy;
    if (given != null) {
      network = network.withProxy(given.isEmpty() ? null : given);
    } else if (!except().contains(ALL_HOSTS) && problems().isEmpty()) {
      network = network.withProxies(variable("http"), variable("https"));
    }
    crawl.network(network);
  }

  private @Nullable String variable(String scheme) {
    ProxyVariables.Variable variable = variables.of(scheme);
    return variable == null ? null : variable.proxy();
  }

  /**
   * Reads the files that a network's options name, so that errors are reported before a crawl.
   *
   * @throws IOException with one line for each file with an error; each begins with the option
   */
  public static void checkFiles(NetworkConfig network) throws IOException {
    try {
      network.checkFiles();
    } catch (IOException problems) {
      String lines = Strings.nullToEmpty(problems.getMessage());
      throw new IOException("--" + lines.replace("\n", "\n--"), problems);
    }
  }
}
