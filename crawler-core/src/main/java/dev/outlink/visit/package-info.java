/** The path of one URL, from its turn to its rows. */
@NullMarked
package dev.outlink.visit;

import org.jspecify.annotations.NullMarked;
