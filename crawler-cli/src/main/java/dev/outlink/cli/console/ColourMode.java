package dev.outlink.cli.console;

/** When standard error is coloured. */
public enum ColourMode {
  AUTO,
  ALWAYS,
  NEVER
}
