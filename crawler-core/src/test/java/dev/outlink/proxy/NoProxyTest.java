package dev.outlink.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts that no proxy is asked for. */
class NoProxyTest {

  @ParameterizedTest
  @CsvSource({
    "*, any.example",
    "example.com, example.com",
    ".example.com, example.com",
    "example.com, WWW.example.com",
    "example.com., a.b.example.com.",
    "10.0.0.0/8, 10.1.2.3",
    "192.168.1.4/31, 192.168.1.5",
    "[::1], [::1]",
    "::1, [::1]",
    "2001:db8::/32, [2001:db8:1::1]"
  })
  void noProxy_entries_asCurlHasThem(String entry, String host) {
    assertThat(new NoProxy(List.of("x.example", entry)).has(host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', any.example",
    ".,  any.example",
    "example.com, notexample.com",
    "www.example.com, example.com",
    "*.example.com, www.example.com",
    "0.0.1, 10.0.0.1",
    "10.0.0.0/33, 10.0.0.0",
    "10.0.0.0/x, 10.0.0.0",
    "10.0.0.0/8, 11.1.2.3",
    "::/0, 10.0.0.1",
    "127.0.0.1, localhost"
  })
  void noProxy_others_doNotCount(String entry, String host) {
    assertThat(new NoProxy(List.of(entry)).has(host)).isFalse();
  }
}
