package dev.outlink.cli.console;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles SIGINT, SIGTERM and SIGWINCH. The JDK class for signals, {@code sun.misc.Signal}, causes
 * a compiler warning that cannot be suppressed, so it is called by reflection. If it is missing,
 * signals end the process as usual.
 */
public final class SystemSignals {

  private static final Logger log = LoggerFactory.getLogger(SystemSignals.class);
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private SystemSignals() {}

  /** Passes the number of each signal to a function, on a thread of the JVM. */
  public static void handle(IntConsumer numbers) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      on(signal, handler, "INT", () -> numbers.accept(SIGINT));
      on(signal, handler, "TERM", () -> numbers.accept(SIGTERM));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      log.debug("Signals cannot be handled", e);
    }
  }

  /** Runs an action, on a thread of the JVM, whenever the size of the terminal changes. */
  static void onResize(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      on(signal, Class.forName("sun.misc.SignalHandler"), "WINCH", action);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      log.debug("The terminal's size is not watched", e);
    }
  }

  private static void on(Class<?> signal, Class<?> handler, String name, Runnable action)
      throws ReflectiveOperationException {
    InvocationHandler handling =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                action.run();
                yield null;
              }
              case "equals" -> arguments != null && proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "signal handler";
            };
    Object proxy =
        Proxy.newProxyInstance(
            SystemSignals.class.getClassLoader(), new Class<?>[] {handler}, handling);
    try {
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      log.debug("SIG{} cannot be handled", name, e); // the JVM was started with -Xrs
    }
  }
}
