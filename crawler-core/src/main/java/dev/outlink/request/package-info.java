/** Requests in their turn, and what they came to. */
@NullMarked
package dev.outlink.request;

import org.jspecify.annotations.NullMarked;
