/** Values that are made once, away from the event loops. */
@NullMarked
package dev.outlink.background;

import org.jspecify.annotations.NullMarked;
