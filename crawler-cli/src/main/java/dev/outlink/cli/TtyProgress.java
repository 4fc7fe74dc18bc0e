package dev.outlink.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on the terminal. Its library is loaded only with this class. */
final class TtyProgress implements ProgressReporter.Display {

  private static final int WIDTH = 110;
  private static final int REFRESH_MILLIS = 500;

  private final ProgressBar bar;

  TtyProgress(PrintStream err) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("crawl")
            .setInitialMax(-1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void show(Pace pace) {
    bar.maxHint(pace.expected());
    bar.stepTo(pace.now().settled());
    bar.setExtraMessage(" " + pace.numbers());
  }

  @Override
  public void close() {
    bar.close();
  }
}
