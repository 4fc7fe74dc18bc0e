/** Standard output, and what happens when nobody reads it any more. */
@NullMarked
package dev.outlink.cli.output;

import org.jspecify.annotations.NullMarked;
