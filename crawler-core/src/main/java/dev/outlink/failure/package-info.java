/** What exceptions of the network mean. */
@NullMarked
package dev.outlink.failure;

import org.jspecify.annotations.NullMarked;
