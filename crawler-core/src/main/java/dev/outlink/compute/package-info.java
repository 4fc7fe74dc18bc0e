/** The turns of pages at the compute executor. */
@NullMarked
package dev.outlink.compute;

import org.jspecify.annotations.NullMarked;
