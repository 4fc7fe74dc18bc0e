/** From a host's name to its addresses. */
@NullMarked
package dev.outlink.dns;

import org.jspecify.annotations.NullMarked;
