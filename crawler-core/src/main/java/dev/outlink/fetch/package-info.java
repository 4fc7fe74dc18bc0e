/** Requests and what they come to, as values, and the port that sends them. */
@NullMarked
package dev.outlink.fetch;

import org.jspecify.annotations.NullMarked;
