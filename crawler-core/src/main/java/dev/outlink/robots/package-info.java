/** RFC 9309: what a host's robots.txt allows, asked once, cached and bounded. */
@NullMarked
package dev.outlink.robots;

import org.jspecify.annotations.NullMarked;
