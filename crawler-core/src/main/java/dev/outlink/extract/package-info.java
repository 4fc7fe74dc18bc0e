/** From a page to its links. The only package that knows jsoup. */
@NullMarked
package dev.outlink.extract;

import org.jspecify.annotations.NullMarked;
