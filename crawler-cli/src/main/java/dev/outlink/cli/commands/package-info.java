/** {@code outlink crawl} and {@code outlink explain}, from their settings to the exit status. */
@NullMarked
package dev.outlink.cli.commands;

import org.jspecify.annotations.NullMarked;
