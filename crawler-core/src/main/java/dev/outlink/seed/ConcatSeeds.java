package dev.outlink.seed;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several inputs, one after the other. */
record ConcatSeeds(List<Seeds> inputs) implements MeasuredSeeds {

  @Override
  public Seeds withDefaultScheme(String scheme) {
    return new ConcatSeeds(inputs.stream().map(each -> each.withDefaultScheme(scheme)).toList());
  }

  @Override
  public SeedReader open() throws IOException {
    return new Reader(inputs, sizes());
  }

  @Override
  public double size() throws IOException {
    double sum = 0;
    for (double size : sizes()) {
      sum += size;
    }
    return sum;
  }

  private double[] sizes() throws IOException {
    double[] sizes = new double[inputs.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = inputs.get(i) instanceof MeasuredSeeds measured ? measured.size() : Double.NaN;
    }
    return sizes;
  }

  private static final class Reader implements SeedReader {

    /** Where the reader stands: the inputs that are done, and the one that is open. */
    private record Position(int done, double sizeDone, @Nullable SeedReader current) {}

    // Immutable.
    private final List<Seeds> inputs;
    private final double[] sizes;
    private final double total;

    // Written by the reading thread only.
    private volatile Position position = new Position(0, 0, null);

    private volatile boolean stopped;

    Reader(List<Seeds> inputs, double[] sizes) {
      this.inputs = inputs;
      this.sizes = sizes;
      double sum = 0;
      for (double size : sizes) {
        sum += size;
      }
      this.total = sum;
    }

    @Override
    public @Nullable Seed next() throws IOException {
      while (true) {
        Position at = position;
        if (at.done == inputs.size() || stopped) {
          return null;
        }
        SeedReader reader = at.current;
        if (reader == null) {
          reader = inputs.get(at.done).open();
          position = new Position(at.done, at.sizeDone, reader);
        }
        Seed seed = reader.next();
        if (seed != null) {
          return seed;
        }
        position = new Position(at.done + 1, at.sizeDone + sizes[at.done], null);
        reader.close();
      }
    }

    @Override
    public double progress() {
      Position at = position;
      if (Double.isNaN(total)) {
        return Double.NaN;
      }
      if (at.done == inputs.size() || total == 0) {
        return 1;
      }
      double current = at.current == null ? 0 : at.current.progress() * sizes[at.done];
      return (at.sizeDone + current) / total;
    }

    @Override
    public void stop() {
      stopped = true;
      SeedReader current = position.current;
      if (current != null) {
        current.stop();
      }
    }

    @Override
    public void close() throws IOException {
      Position at = position;
      position = new Position(inputs.size(), total, null);
      if (at.current != null) {
        at.current.close();
      }
    }
  }
}
