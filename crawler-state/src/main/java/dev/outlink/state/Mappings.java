package dev.outlink.state;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of files as memory, unmapped when this is closed: Java's own mappings live until the
 * garbage collector finds them, which may be never. After that their buffers must not be touched.
 * Confined to one thread.
 */
abstract sealed class Mappings implements AutoCloseable {

  /** None yet; of the best kind that this Java has. */
  static Mappings create() {
    Mappings best = InArena.create();
    return best == null ? new Cleaned() : best;
  }

  /**
   * A part of a file, for reading and writing.
   *
   * @param mode whether what is written goes to the file, or stays here
   */
  abstract ByteBuffer map(FileChannel file, MapMode mode, long position, long bytes)
      throws IOException;

  @Override
  public abstract void close();

  private static RuntimeException unexpected(ReflectiveOperationException cause) {
    return new IllegalStateException("memory cannot be mapped or unmapped", cause);
  }

  /** Java 22 and later: an arena, which 17 does not know. A buffer that is touched late throws. */
  private static final class InArena extends Mappings {

    private final Method map;
    private final Method asByteBuffer;
    private final Method close;
    private final Object arena;

    private InArena(Method map, Method asByteBuffer, Method close, Object arena) {
      this.map = map;
      this.asByteBuffer = asByteBuffer;
      this.close = close;
      this.arena = arena;
    }

    static @Nullable Mappings create() {
      try {
        Class<?> arenas = Class.forName("java.lang.foreign.Arena");
        Class<?> segments = Class.forName("java.lang.foreign.MemorySegment");
        return new InArena(
            FileChannel.class.getMethod("map", MapMode.class, long.class, long.class, arenas),
            segments.getMethod("asByteBuffer"),
            arenas.getMethod("close"),
            arenas.getMethod("ofShared").invoke(null));
      } catch (ReflectiveOperationException missing) {
        return null;
      }
    }

    @Override
    ByteBuffer map(FileChannel file, MapMode mode, long position, long bytes) throws IOException {
      try {
        Object segment = map.invoke(file, mode, position, bytes, arena);
        return (ByteBuffer) asByteBuffer.invoke(segment);
      } catch (InvocationTargetException failure) {
        if (failure.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw unexpected(failure);
      } catch (ReflectiveOperationException failure) {
        throw unexpected(failure);
      }
    }

    @Override
    public void close() {
      try {
        close.invoke(arena);
      } catch (ReflectiveOperationException failure) {
        throw unexpected(failure);
      }
    }
  }

  /**
   * Java 17 to 21: by the one method that is there for it, Unsafe.invokeCleaner, which the module
   * jdk.unsupported exports. Where it is missing, the garbage collector unmaps.
   */
  private static final class Cleaned extends Mappings {

    private final List<ByteBuffer> buffers = new ArrayList<>();

    @Override
    ByteBuffer map(FileChannel file, MapMode mode, long position, long bytes) throws IOException {
      ByteBuffer buffer = file.map(mode, position, bytes);
      buffers.add(buffer);
      return buffer;
    }

    @Override
    public void close() {
      try {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        var field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        Method invokeCleaner = type.getMethod("invokeCleaner", ByteBuffer.class);
        for (ByteBuffer buffer : buffers) {
          invokeCleaner.invoke(unsafe, buffer);
        }
      } catch (ClassNotFoundException | NoSuchFieldException | NoSuchMethodException missing) {
        // A Java without that module: the garbage collector unmaps.
      } catch (ReflectiveOperationException failure) {
        throw unexpected(failure);
      } finally {
        buffers.clear();
      }
    }
  }
}
