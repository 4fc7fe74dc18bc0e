/** The records of a WARC file (ISO 28500), packed or not. Knows nobody. */
@NullMarked
package dev.outlink.cli.warc;

import org.jspecify.annotations.NullMarked;
