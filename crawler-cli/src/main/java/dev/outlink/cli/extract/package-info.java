/**
 * {@code outlink extract}: the links of documents that are here already. The only package that
 * knows jwarc.
 */
@NullMarked
package dev.outlink.cli.extract;

import org.jspecify.annotations.NullMarked;
