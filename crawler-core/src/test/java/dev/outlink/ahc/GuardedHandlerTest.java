package dev.outlink.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.asynchttpclient.AsyncHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardedHandlerTest {

  /** All that an exchange listens to. */
  static Stream<Method> callbacks() {
    return Stream.of(AhcExchange.class.getDeclaredMethods())
        .filter(method -> method.getName().startsWith("on") && !method.isBridge())
        .filter(method -> Modifier.isPublic(method.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("callbacks")
  void callback_throws_told(Method callback) throws Exception {
    AssertionError bug = new AssertionError();
    InvocationHandler thrower =
        (proxy, method, arguments) -> {
          throw bug;
        };
    @SuppressWarnings("unchecked") // A proxy has no type arguments.
    AsyncHandler<Boolean> broken =
        (AsyncHandler<Boolean>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AsyncHandler.class}, thrower);
    List<Throwable> bugs = new ArrayList<>();
    Method guarded = AsyncHandler.class.getMethod(callback.getName(), callback.getParameterTypes());
    Object answer =
        guarded.invoke(
            new GuardedHandler<>(broken, bugs::add), new Object[callback.getParameterCount()]);
    assertThat(bugs).containsExactly(bug);
    if (callback.getReturnType() == AsyncHandler.State.class) {
      assertThat(answer).isEqualTo(AsyncHandler.State.ABORT);
    }
  }
}
