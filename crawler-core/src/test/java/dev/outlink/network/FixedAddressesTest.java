package dev.outlink.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.NetworkConfig;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that the user gives to hosts. */
class FixedAddressesTest {

  @ParameterizedTest
  @CsvSource({
    "a.example:80:127.0.0.1, a.example, 80",
    "A.Example.:80:127.0.0.1, a.example, 80",
    "a.example:80:127.0.0.1, a.example., 80",
    "*:443:127.0.0.1, any.example, 443",
    "b\u00fccher.example:80:127.0.0.1, xn--bcher-kva.example, 80",
    "[::1]:80:127.0.0.1, [::1], 80",
    "user_name.example:80:127.0.0.1, user_name.example, 80"
  })
  void resolve_entries_count(String entry, String host, int port) {
    assertThat(FixedAddresses.problem(entry)).isNull();
    assertThat(FixedAddresses.of(List.of(entry)).of(host, port))
        .containsExactly(InetAddress.getLoopbackAddress());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.example",
        "a.example:80",
        "a.example:80:",
        "a.example:x:127.0.0.1",
        "a.example:0:127.0.0.1",
        "a.example:65536:127.0.0.1",
        "a.example:80:localhost",
        "a.example:80:127.0.0.1,",
        "a.example:80:1,2",
        "a b:80:127.0.0.1",
        "a/b:80:127.0.0.1",
        "u@a:80:127.0.0.1",
        ":80:127.0.0.1",
        "+a.example:80:127.0.0.1",
        "-a.example:80"
      })
  void resolve_others_areRefused(String entry) {
    assertThat(NetworkConfig.DIRECT.withResolve(List.of(entry)).problems())
        .singleElement()
        .asString()
        .startsWith("resolve: '" + entry + "'");
  }
}
