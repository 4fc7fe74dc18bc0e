/**
 * The options as a user writes them, on the command line or in a configuration file, and the
 * settings that they make.
 */
@NullMarked
package dev.outlink.cli.options;

import org.jspecify.annotations.NullMarked;
