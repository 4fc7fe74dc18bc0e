/** Texts and numbers for people. Uses no other package of Outlink. */
@NullMarked
package dev.outlink.cli.text;

import org.jspecify.annotations.NullMarked;
