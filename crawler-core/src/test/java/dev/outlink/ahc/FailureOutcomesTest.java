package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.reflect.ClassPath;
import dev.outlink.fetch.FetchEnd;
import dev.outlink.fetch.FetchOutcome;
import dev.outlink.fetch.ResponseHead;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.resolver.dns.DnsNameResolverException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.zip.DataFormatException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every exception that the libraries and the JDK have for a connection has an outcome. */
class FailureOutcomesTest {

  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

  /** What a library's exception has in its stack. */
  private static final StackTraceElement[] ELSEWHERE = {
    new StackTraceElement("java.util.Objects", "requireNonNull", "Objects.java", 208),
    new StackTraceElement("io.netty.channel.Some", "read", "Some.java", 1),
    new StackTraceElement("dev.outlink.ahc.AhcExchange", "onStatusReceived", "AhcExchange.java", 1)
  };

  private static final StackTraceElement[] HERE = {
    new StackTraceElement("java.util.Objects", "requireNonNull", "Objects.java", 208),
    new StackTraceElement("dev.outlink.tls.TlsEngines", "newSslEngine", "TlsEngines.java", 1),
    new StackTraceElement("io.netty.channel.Some", "read", "Some.java", 1)
  };

  /** Netty's native exceptions need its native library, which this loads. */
  @BeforeAll
  static void loadsWhatNativeExceptionsNeed() {
    assertThat(Epoll.isAvailable()).isTrue();
  }

  /** Every class of exception in Netty's and AsyncHttpClient's jars that is on the class path. */
  private static List<Class<?>> ofLibraries() throws IOException {
    ClassLoader loader = FailureOutcomesTest.class.getClassLoader();
    List<Class<?>> found = new ArrayList<>();
    for (ClassPath.ClassInfo info : ClassPath.from(loader).getAllClasses()) {
      String name = info.getName();
      if (name.startsWith("io.netty.") || name.startsWith("org.asynchttpclient.")) {
        try {
          Class<?> type = Class.forName(name, false, loader);
          if (Throwable.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            found.add(type);
          }
        } catch (ClassNotFoundException | LinkageError needsWhatWeDoNotHave) {
          assertThat(needsWhatWeDoNotHave).isNotNull();
        }
      }
    }
    found.sort(Comparator.comparing(Class::getName));
    return found;
  }

  static List<Throwable> ofTheJdk() {
    return List.of(
        new IOException("x"),
        new IOException(),
        new EOFException(),
        new UncheckedIOException(new IOException("x")),
        new ConnectException("x"),
        new BindException("x"),
        new NoRouteToHostException("x"),
        new PortUnreachableException("x"),
        new ProtocolException("x"),
        new SocketException("Connection reset"),
        new SocketException((String) null),
        new SocketTimeoutException("x"),
        new UnknownHostException("x"),
        new ClosedChannelException(),
        new AsynchronousCloseException(),
        new ClosedByInterruptException(),
        new ClosedSelectorException(),
        new NotYetConnectedException(),
        new UnresolvedAddressException(),
        new UnsupportedAddressTypeException(),
        new SSLException("x"),
        new SSLException((String) null),
        new SSLHandshakeException("x"),
        new SSLKeyException("x"),
        new SSLPeerUnverifiedException("x"),
        new SSLProtocolException("x"),
        new CertificateException("x"),
        new CertificateExpiredException("x"),
        new CertPathValidatorException("x"),
        new GeneralSecurityException("x"),
        new DataFormatException("x"),
        new TimeoutException("x"),
        new RejectedExecutionException("x"),
        new CompletionException(new SSLException("x")),
        new IllegalArgumentException("x"),
        new NumberFormatException("x"),
        new IllegalStateException("x"),
        new UnsupportedOperationException("x"),
        new IndexOutOfBoundsException("x"),
        new NullPointerException("x"),
        new ClassCastException("x"),
        new ArithmeticException("x"),
        new InterruptedException("x"),
        new Exception("\u001b[31m\r\n\u0000" + "y".repeat(5000)),
        new Exception(""),
        new Throwable((String) null));
  }

  private static FetchOutcome.Other map(
      Throwable problem, RequestProgress.Step step, @Nullable ResponseHead head) {
    RequestProgress progress = new RequestProgress();
    if (step != RequestProgress.Step.BEGUN) {
      progress.reach(step);
    }
    return FailureOutcomes.of(problem, progress, head, Fetching.CONFIG);
  }

  private static void assertMappedAtEachStep(Throwable problem) {
    problem.setStackTrace(ELSEWHERE);
    for (RequestProgress.Step step : RequestProgress.Step.values()) {
      assertIsNoBug(problem, map(problem, step, null));
    }
    assertIsNoBug(
        problem, map(problem, RequestProgress.Step.ANSWERED, ResponseHead.plain("text/html")));
    assertIsNoBug(problem, FailureOutcomes.ofConnect(ADDRESS, problem, Duration.ofSeconds(1)));
    assertIsNoBug(problem, FailureOutcomes.ofHandshake(problem, Duration.ofSeconds(1)));
    assertIsNoBug(problem, FailureOutcomes.ofName("a.example", problem));
    Exception wrapped = new ConnectException("x");
    wrapped.initCause(problem);
    assertIsNoBug(problem, map(wrapped, RequestProgress.Step.CONNECTING, null));
    assertIsNoBug(problem, map(new DecoderException(problem), RequestProgress.Step.SENT, null));
  }

  private static void assertIsNoBug(Throwable problem, FetchOutcome.Other outcome) {
    assertThat(outcome.end()).as("%s", problem).isNotEqualTo(FetchEnd.INTERNAL_ERROR);
    assertThat(outcome.end().isFailure()).isTrue();
    assertThat(outcome.detail()).as("%s", problem).isNotBlank().hasSizeLessThan(400);
    assertThat(outcome.detail().chars()).noneMatch(Character::isISOControl);
  }

  @Test
  void of_everyExceptionOfNettyAndItsLike_isNoBugOfOurs() throws Exception {
    List<Class<?>> all = ofLibraries();
    Set<String> notMade = new TreeSet<>();
    for (Class<?> type : all) {
      Throwable made = make(type);
      if (made == null) {
        notMade.add(type.getName());
      } else {
        assertMappedAtEachStep(made);
      }
    }
    assertThat(notMade).as("no constructor makes them: extend plain()").isEmpty();
    assertThat(all).hasSizeGreaterThan(80);
    for (String part :
        List.of(
            "codec.http.",
            "codec.http2.",
            "codec.compression.",
            "ssl.",
            "resolver.dns.",
            "proxy.",
            "channel.unix.",
            "asynchttpclient.")) {
      assertThat(all).as(part).anyMatch(type -> type.getName().contains(part));
    }
  }

  @ParameterizedTest
  @MethodSource("ofTheJdk")
  void of_exceptionOfTheJdk_isNoBugOfOurs(Throwable problem) {
    assertMappedAtEachStep(problem);
  }

  /** By any of its constructors, with plain arguments. */
  private static @Nullable Throwable make(Class<?> type) {
    Constructor<?>[] constructors = type.getDeclaredConstructors();
    Arrays.sort(constructors, Comparator.comparingInt(Constructor::getParameterCount));
    for (Constructor<?> constructor : constructors) {
      // A stream's number, or an error's of the system; flags either way.
      for (Map.Entry<Integer, Boolean> plain :
          List.of(Map.entry(5, false), Map.entry(-104, false), Map.entry(5, true))) {
        try {
          constructor.setAccessible(true);
          Object[] arguments =
              Arrays.stream(constructor.getParameterTypes())
                  .map(
                      each ->
                          each == int.class
                              ? plain.getKey()
                              : each == boolean.class ? plain.getValue() : plain(each))
                  .toArray();
          return (Throwable) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError next) {
          assertThat(next).isNotNull();
        }
      }
    }
    return null;
  }

  private static @Nullable Object plain(Class<?> type) {
    if (type == String.class) {
      return "some message";
    }
    if (type == Collection.class) {
      return List.of(Map.entry(new EmbeddedChannel(), new IOException()));
    }
    if (type == Http2FrameStream.class) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }
    if (type == InetSocketAddress.class) {
      return ADDRESS;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (Throwable.class.isAssignableFrom(type)) {
      return type.isInstance(new IOException()) ? new IOException("cause") : make(type);
    }
    if (type.isPrimitive()) {
      return Array.get(Array.newInstance(type, 1), 0);
    }
    if (type == io.netty.handler.codec.dns.DnsQuestion.class) {
      return new io.netty.handler.codec.dns.DefaultDnsQuestion(
          "a.example", io.netty.handler.codec.dns.DnsRecordType.A);
    }
    if (type == io.netty.handler.codec.dns.DnsResponseCode.class) {
      return io.netty.handler.codec.dns.DnsResponseCode.SERVFAIL;
    }
    return null;
  }

  @Test
  void of_ourOwnException_internalError() {
    for (RuntimeException bug :
        List.of(
            new NullPointerException("x"),
            new IllegalStateException("x"),
            new IllegalArgumentException("x"))) {
      bug.setStackTrace(HERE);
      assertThat(map(bug, RequestProgress.Step.SENT, null).end())
          .isEqualTo(FetchEnd.INTERNAL_ERROR);
      assertThat(map(new DecoderException(bug), RequestProgress.Step.SENT, null).end())
          .isEqualTo(FetchEnd.INTERNAL_ERROR);
    }
    for (Error bug : List.of(new AssertionError("x"), new NoClassDefFoundError("x"))) {
      assertThat(map(bug, RequestProgress.Step.SENT, null).end())
          .isEqualTo(FetchEnd.INTERNAL_ERROR);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BEGUN, CONNECT_FAILED",
    "CONNECTING, CONNECT_FAILED",
    "CONNECTED, CONNECT_FAILED",
    "SENT, CONNECTION_CLOSED",
    "ANSWERED, INCOMPLETE"
  })
  void of_unknownKind_byStepWithItsMessage(RequestProgress.Step step, FetchEnd outcome) {
    FetchOutcome.Other other = map(new Exception("a new\tkind"), step, null);
    assertThat(other.end()).isEqualTo(outcome);
    assertThat(other.detail()).endsWith(": a new?kind");
  }

  @Test
  void of_http2_asTheProtocolSays() throws Exception {
    Http2Exception malformed =
        Http2Exception.streamError(
            3, Http2Error.PROTOCOL_ERROR, "Illegal connection-specific %s", "x");
    FetchOutcome.Other bad = map(malformed, RequestProgress.Step.SENT, null);
    assertThat(bad.end()).isEqualTo(FetchEnd.BAD_RESPONSE);
    assertThat(bad.detail())
        .isEqualTo("the response is not valid HTTP/2: Illegal connection-specific x");
    assertThat(
            map(
                    Http2Exception.headerListSizeError(3, Http2Error.PROTOCOL_ERROR, true, "big"),
                    RequestProgress.Step.SENT,
                    null)
                .end())
        .isEqualTo(FetchEnd.HEADERS_TOO_LARGE);
    assertThat(
            map(
                    Http2Exception.streamError(3, Http2Error.REFUSED_STREAM, "full"),
                    RequestProgress.Step.SENT,
                    null)
                .end())
        .isEqualTo(FetchEnd.CONNECTION_CLOSED);
  }

  @Test
  void of_tlsKinds_tlsError() {
    for (Throwable problem :
        List.of(
            new SSLProtocolException("x"),
            new CertificateExpiredException("x"),
            new DecoderException(new SSLException("x")),
            new CompletionException(new GeneralSecurityException("x")))) {
      assertThat(map(problem, RequestProgress.Step.CONNECTED, null).end())
          .isEqualTo(FetchEnd.TLS_ERROR);
    }
  }

  static List<Throwable> ofOurNetwork() {
    return List.of(
        // NIO and the JDK; the texts of Linux, macOS and Windows.
        new ConnectException("Network is unreachable"),
        new SocketException("Network is unreachable: connect"),
        new SocketException("Network is down"),
        new SocketException("Too many open files"),
        new SocketException("Too many open files in system"),
        new BindException("Cannot assign requested address"),
        new BindException("Can't assign requested address"),
        new BindException("Address already in use: connect"),
        new SocketException("No buffer space available (maximum connections reached?): connect"),
        // Epoll: the number, whatever the language of the text.
        new ConnectException(
            "connect(..) failed with error(-101): Das Netzwerk ist nicht erreichbar"),
        new Errors.NativeIoException("connect", -101),
        new Errors.NativeIoException("socket", -100),
        new Errors.NativeIoException("newSocketStream", -24),
        new Errors.NativeIoException("newSocketStream", -23),
        new Errors.NativeIoException("connect", -99),
        new Errors.NativeIoException("bind", -98),
        new Errors.NativeIoException("sendto", -105),
        // A channel that could not even be made.
        new ChannelException(new Errors.NativeIoException("newSocketStream", -24)),
        new ChannelException(
            "Failed to open a socket.", new SocketException("Too many open files")),
        new IOException("x", new ChannelException(new SocketException("Too many open files"))));
  }

  @ParameterizedTest
  @MethodSource("ofOurNetwork")
  void ofConnect_ourNetwork_networkError(Throwable problem) {
    FetchOutcome.Other other = FailureOutcomes.ofConnect(ADDRESS, problem, Duration.ofSeconds(1));
    assertThat(other.end()).isEqualTo(FetchEnd.NETWORK_ERROR);
    assertThat(other.detail()).startsWith("cannot connect to 127.0.0.1:80 from here: ");
    Throwable annotated = new ConnectException("x").initCause(problem);
    assertThat(map(annotated, RequestProgress.Step.CONNECTING, null).end())
        .isEqualTo(FetchEnd.NETWORK_ERROR);
    Throwable asked = new UnknownHostException("couldn't setup transport").initCause(problem);
    assertThat(FailureOutcomes.ofName("a.example", asked).end()).isEqualTo(FetchEnd.NETWORK_ERROR);
  }

  static List<Throwable> ofServers() {
    return List.of(
        new NoRouteToHostException("No route to host"),
        new Errors.NativeIoException("connect", -113),
        new ConnectException("Connection refused"),
        new Errors.NativeIoException("finishConnect", -111),
        new ConnectTimeoutException("connection timed out after 500 ms"),
        new Errors.NativeIoException("finishConnect", -110));
  }

  @ParameterizedTest
  @MethodSource("ofServers")
  void ofConnect_theHosts_notOurs(Throwable problem) {
    assertThat(FailureOutcomes.ofConnect(ADDRESS, problem, Duration.ofSeconds(1)).end())
        .isIn(FetchEnd.CONNECT_FAILED, FetchEnd.CONNECT_REFUSED, FetchEnd.CONNECT_TIMEOUT);
  }

  @Test
  void failed_severalAddresses_theHostsFailureCounts() {
    FetchOutcome.Other refused =
        FailureOutcomes.ofConnect(
            ADDRESS, new ConnectException("Connection refused"), Duration.ofSeconds(1));
    FetchOutcome.Other ours =
        FailureOutcomes.ofConnect(
            ADDRESS, new ConnectException("Network is unreachable"), Duration.ofSeconds(1));
    RequestProgress progress = new RequestProgress();
    progress.failed(ours);
    assertThat(progress.failure()).isSameAs(ours);
    progress.failed(refused);
    progress.failed(ours);
    assertThat(progress.failure()).isSameAs(refused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timed out", "Network is unreachable"})
  void ofName_nameServerNotAsked_notTheNames(String message) {
    Throwable problem =
        new UnknownHostException("x")
            .initCause(
                new DnsNameResolverException(
                    ADDRESS,
                    new io.netty.handler.codec.dns.DefaultDnsQuestion(
                        "a.example", io.netty.handler.codec.dns.DnsRecordType.A),
                    message));
    assertThat(FailureOutcomes.ofName("a.example", problem).end())
        .isIn(FetchEnd.DNS_TIMEOUT, FetchEnd.NETWORK_ERROR);
    assertThat(FailureOutcomes.ofName("a.example", new UnknownHostException("x")).end())
        .isEqualTo(FetchEnd.DNS_ERROR);
  }
}
