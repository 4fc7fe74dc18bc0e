package dev.outlink.cli.options;

import com.google.common.base.Strings;
import dev.outlink.crawl.CrawlConfig;
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
 * By which ways requests go, in the making: what the options say, or else the environment. Confined
 * to one thread.
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
   * Takes the value of an option.
   *
   * @return false where it is none of these options
   * @throws BadValue if the text cannot be read as such a value; the option keeps its default
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

  /** Asked one by one, to say which value is wrong. */
  private static void checked(NetworkConfig withIt) throws InvalidValueException {
    List<String> problems = withIt.problems();
    if (!problems.isEmpty()) {
      String problem = problems.get(0);
      throw new InvalidValueException(problem.substring(problem.indexOf(':') + 2));
    }
  }

  /** What is wrong with the variables that count, once all options are set. */
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
                  + "; --noproxy '*' goes without proxies");
        }
      }
    }
    return List.copyOf(problems);
  }

  private List<String> except() {
    return noProxy == null ? variables.except() : noProxy;
  }

  /** Puts all that was set into a configuration, if there are no problems. */
  void applyTo(CrawlConfig.Builder crawl) {
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
   * Reads the files that a network's options name, to tell at once what is wrong with them.
   *
   * @throws IOException with a line for each, which begins with the option
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
