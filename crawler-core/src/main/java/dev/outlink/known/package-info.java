/** Which URLs were seen, by fingerprints. */
@NullMarked
package dev.outlink.known;

import org.jspecify.annotations.NullMarked;
