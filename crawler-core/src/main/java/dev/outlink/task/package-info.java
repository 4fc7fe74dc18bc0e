/** A URL that is to be fetched, and how the crawl came to it. */
@NullMarked
package dev.outlink.task;

import org.jspecify.annotations.NullMarked;
