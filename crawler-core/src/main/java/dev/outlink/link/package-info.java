/** Links as values: what they are, which are listed, which are followed. */
@NullMarked
package dev.outlink.link;

import org.jspecify.annotations.NullMarked;
