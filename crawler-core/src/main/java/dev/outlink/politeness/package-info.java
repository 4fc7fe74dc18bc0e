/** How a crawler behaves towards hosts, as values. */
@NullMarked
package dev.outlink.politeness;

import org.jspecify.annotations.NullMarked;
