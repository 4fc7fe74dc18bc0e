/** What becomes of redirects. */
@NullMarked
package dev.outlink.redirect;

import org.jspecify.annotations.NullMarked;
