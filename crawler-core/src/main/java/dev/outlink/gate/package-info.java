/** Whose turn it is: by host, by address, and by the number of requests in flight. */
@NullMarked
package dev.outlink.gate;

import org.jspecify.annotations.NullMarked;
