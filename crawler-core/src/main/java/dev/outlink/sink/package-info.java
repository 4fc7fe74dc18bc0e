/** The port by which results leave a crawl. */
@NullMarked
package dev.outlink.sink;

import org.jspecify.annotations.NullMarked;
