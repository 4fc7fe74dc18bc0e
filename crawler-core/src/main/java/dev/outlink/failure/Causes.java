package dev.outlink.failure;

import dev.outlink.detail.DetailText;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Questions to an exception and what caused it, over at most 16 links of the chain. */
public final class Causes {

  private static final int MAX_DEPTH = 16;

  private Causes() {}

  /** The first of the chain that the test takes, or null. */
  public static @Nullable Throwable find(Throwable problem, Predicate<Throwable> test) {
    Throwable cause = problem;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
      if (test.test(cause)) {
        return cause;
      }
    }
    return null;
  }

  public static boolean has(Throwable problem, Class<? extends Throwable> type) {
    return find(problem, type::isInstance) != null;
  }

  /** Whether one of the chain is of a class of that package or one below it. */
  public static boolean isFrom(Throwable problem, String packageName) {
    String start = packageName + '.';
    return find(problem, cause -> cause.getClass().getName().startsWith(start)) != null;
  }

  /**
   * Whether the failure is a bug of this program: an error of the virtual machine, or an unchecked
   * exception that code of ours has thrown. What Netty and AsyncHttpClient throw is none, whatever
   * it is: a server made them do it, and it is one connection that fails.
   */
  public static boolean isBug(Throwable problem) {
    return find(problem, Causes::isOwnBug) != null;
  }

  private static boolean isOwnBug(Throwable cause) {
    if (isOfLibrary(cause.getClass().getName())) {
      return false;
    }
    if (cause instanceof Error) {
      return true;
    }
    boolean carries =
        cause instanceof CompletionException
            || cause instanceof CancellationException
            || cause instanceof RejectedExecutionException
            || cause instanceof java.io.UncheckedIOException;
    return cause instanceof RuntimeException && !carries && isThrownHere(cause);
  }

  private static boolean isOfLibrary(String name) {
    return name.startsWith("io.netty.") || name.startsWith("org.asynchttpclient.");
  }

  /** Whether the innermost frame that is not the JDK's is ours. */
  private static boolean isThrownHere(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      String name = frame.getClassName();
      boolean jdk =
          name.startsWith("java.")
              || name.startsWith("javax.")
              || name.startsWith("jdk.")
              || name.startsWith("sun.");
      if (!jdk) {
        return name.startsWith("dev.outlink.");
      }
    }
    return false;
  }

  /** What an exception says, or its class where it says nothing: never empty, and printable. */
  public static String words(Throwable problem) {
    String message = problem.getMessage();
    String words = message == null ? "" : DetailText.sanitised(message);
    return words.isBlank() ? DetailText.sanitised(nameOf(problem.getClass())) : words;
  }

  /** Anonymous classes have no simple one. */
  private static String nameOf(Class<?> type) {
    return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
  }
}
