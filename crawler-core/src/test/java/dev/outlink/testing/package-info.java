/** What tests of several packages share. */
@NullMarked
package dev.outlink.testing;

import org.jspecify.annotations.NullMarked;
