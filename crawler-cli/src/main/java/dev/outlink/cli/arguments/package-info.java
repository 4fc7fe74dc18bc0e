/**
 * The command line, taken apart into options and inputs, and its help and completion. The only
 * package but the root that knows picocli.
 */
@NullMarked
package dev.outlink.cli.arguments;

import org.jspecify.annotations.NullMarked;
