/** Rows of text in files and streams: how a result is written, and where to. */
@NullMarked
package dev.outlink.rows;

import org.jspecify.annotations.NullMarked;
