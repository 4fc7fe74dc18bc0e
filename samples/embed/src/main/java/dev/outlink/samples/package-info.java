/** Programs that use the crawler as a library. */
@NullMarked
package dev.outlink.samples;

import org.jspecify.annotations.NullMarked;
