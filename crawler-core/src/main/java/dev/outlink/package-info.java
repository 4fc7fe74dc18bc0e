/** The public face: a crawler, its configuration, and what a crawl says. */
@NullMarked
package dev.outlink;

import org.jspecify.annotations.NullMarked;
