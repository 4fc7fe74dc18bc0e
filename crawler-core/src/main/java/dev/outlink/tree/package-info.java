/** Documents as trees, bounded in memory; jsoup is behind it. */
@NullMarked
package dev.outlink.tree;

import org.jspecify.annotations.NullMarked;
