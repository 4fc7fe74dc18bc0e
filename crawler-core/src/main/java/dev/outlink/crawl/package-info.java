/** The engine: it wires the stages into a crawl, and is what an application sees. */
@NullMarked
package dev.outlink.crawl;

import org.jspecify.annotations.NullMarked;
