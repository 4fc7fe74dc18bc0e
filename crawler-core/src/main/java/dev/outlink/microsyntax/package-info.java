/**
 * References inside attributes, headers, style sheets and text, each read as its standard says. No
 * input is an error, every function is linear in its input's length, and what is found is returned
 * unresolved. Knows no other package.
 */
@NullMarked
package dev.outlink.microsyntax;

import org.jspecify.annotations.NullMarked;
