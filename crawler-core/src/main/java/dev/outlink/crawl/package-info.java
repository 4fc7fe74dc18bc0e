/** All URLs of one crawl: from its seeds to its summary. */
@NullMarked
package dev.outlink.crawl;

import org.jspecify.annotations.NullMarked;
