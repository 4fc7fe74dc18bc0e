/** What is kept on disk; the only place that knows RocksDB. */
@NullMarked
package dev.outlink.state;

import org.jspecify.annotations.NullMarked;
