/** The records of a WARC file (ISO 28500), compressed or not. Uses no other package of Outlink. */
@NullMarked
package dev.outlink.cli.warc;

import org.jspecify.annotations.NullMarked;
