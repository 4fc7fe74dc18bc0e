/** Where a crawl's first URLs come from: files, arguments, standard input. */
@NullMarked
package dev.outlink.seed;

import org.jspecify.annotations.NullMarked;
