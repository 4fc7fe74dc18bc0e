package dev.outlink.seed;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** URLs of a publisher, which is asked for no more than are about to be read. */
record PublishedSeeds(Flow.Publisher<String> urls, SeedText texts) implements Seeds {

  /** URLs that are asked for ahead of their reader. */
  private static final int AHEAD = 64;

  @Override
  public Seeds withDefaultScheme(String scheme) {
    return new PublishedSeeds(urls, SeedText.withScheme(scheme));
  }

  @Override
  public SeedReader open() {
    Reader reader = new Reader(texts);
    urls.subscribe(reader);
    return reader;
  }

  /** What a publisher said: a URL, or its end, which has a failure where it is none of its own. */
  private record Signal(@Nullable String url, @Nullable Throwable failure) {}

  private static final class Reader implements SeedReader, Flow.Subscriber<String> {
    private final SeedText texts;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private long number;
    private boolean ended;

    Reader(SeedText texts) {
      this.texts = texts;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      if (subscription != null || closed) {
        given.cancel();
        return;
      }
      subscription = given;
      given.request(AHEAD);
    }

    @Override
    public void onNext(String url) {
      if (closed) {
        return; // some may still come after a cancel (rule 2.8)
      }
      if (signals.size() > AHEAD) {
        cancel();
        onError(new IllegalStateException("it gives more than is asked for (rule 1.1)"));
      } else {
        signals.add(new Signal(Objects.requireNonNull(url), null));
      }
    }

    @Override
    public void onError(Throwable failure) {
      signals.add(new Signal(null, Objects.requireNonNull(failure)));
    }

    @Override
    public void onComplete() {
      signals.add(new Signal(null, null));
    }

    @Override
    public @Nullable Seed next() throws IOException {
      if (ended) {
        return null;
      }
      Signal signal;
      try {
        signal = signals.take();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while a publisher's URL was waited for", interrupted);
      }
      if (signal.failure() != null) {
        ended = true;
        throw new IOException(
            "the publisher of URLs failed: " + signal.failure(), signal.failure());
      }
      if (signal.url() == null) {
        ended = true;
        return null;
      }
      Flow.Subscription from = subscription;
      if (from != null) {
        from.request(1);
      }
      return texts.given(signal.url(), IterableSeeds.PLACE, ++number);
    }

    @Override
    public double progress() {
      return Double.NaN;
    }

    @Override
    public void stop() {
      close();
    }

    @Override
    public void close() {
      cancel();
      onComplete();
    }

    private void cancel() {
      closed = true;
      Flow.Subscription from = subscription;
      if (from != null) {
        from.cancel();
      }
    }
  }
}
