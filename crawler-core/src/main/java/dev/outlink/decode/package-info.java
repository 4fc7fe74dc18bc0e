/** Content encodings, undone in bounded memory. */
@NullMarked
package dev.outlink.decode;

import org.jspecify.annotations.NullMarked;
