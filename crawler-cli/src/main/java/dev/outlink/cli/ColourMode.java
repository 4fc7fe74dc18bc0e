package dev.outlink.cli;

/** When standard error is coloured. */
enum ColourMode {
  AUTO,
  ALWAYS,
  NEVER
}
