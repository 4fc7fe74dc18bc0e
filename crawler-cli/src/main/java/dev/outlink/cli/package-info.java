/** The {@code outlink} command. */
@NullMarked
package dev.outlink.cli;

import org.jspecify.annotations.NullMarked;
