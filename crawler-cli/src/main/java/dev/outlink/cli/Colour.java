package dev.outlink.cli;

/** When standard error is coloured. */
enum Colour {
  AUTO,
  ALWAYS,
  NEVER
}
