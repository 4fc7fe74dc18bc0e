/** Fuzz tests: no bytes from the web make Outlink throw or hang. */
@NullMarked
package dev.outlink.fuzz;

import org.jspecify.annotations.NullMarked;
