/**
 * {@code outlink extract}: extracts the links of local documents. The only package that knows
 * jwarc.
 */
@NullMarked
package dev.outlink.cli.extract;

import org.jspecify.annotations.NullMarked;
