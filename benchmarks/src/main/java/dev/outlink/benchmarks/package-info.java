/** What Outlink's parts cost, beside others of their kind. */
@NullMarked
package dev.outlink.benchmarks;

import org.jspecify.annotations.NullMarked;
