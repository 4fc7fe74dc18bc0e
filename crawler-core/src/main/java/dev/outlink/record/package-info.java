/** What a crawl says of a URL: its record, and the links of its page. */
@NullMarked
package dev.outlink.record;

import org.jspecify.annotations.NullMarked;
