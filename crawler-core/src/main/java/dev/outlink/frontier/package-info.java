/** What is known and what waits. */
@NullMarked
package dev.outlink.frontier;

import org.jspecify.annotations.NullMarked;
