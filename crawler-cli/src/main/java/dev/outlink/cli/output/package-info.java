/** Standard output and standard error, and what happens when their reader has gone. */
@NullMarked
package dev.outlink.cli.output;

import org.jspecify.annotations.NullMarked;
