/** The terminal: what a person sees on it, and the signals that come from it. */
@NullMarked
package dev.outlink.cli.console;

import org.jspecify.annotations.NullMarked;
