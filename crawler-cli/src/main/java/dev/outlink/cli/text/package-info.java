/** Texts and numbers for people. Knows nobody. */
@NullMarked
package dev.outlink.cli.text;

import org.jspecify.annotations.NullMarked;
