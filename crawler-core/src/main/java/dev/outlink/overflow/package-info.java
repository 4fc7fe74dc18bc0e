/**
 * Where URLs go that the heap has no room for; without a module for the disk they stay on the heap,
 * up to a bound.
 */
@NullMarked
package dev.outlink.overflow;

import org.jspecify.annotations.NullMarked;
