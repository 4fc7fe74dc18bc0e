/** Whose turn it is. */
@NullMarked
package dev.outlink.politeness;

import org.jspecify.annotations.NullMarked;
