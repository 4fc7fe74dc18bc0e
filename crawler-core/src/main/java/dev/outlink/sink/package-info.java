/** Where rows go. */
@NullMarked
package dev.outlink.sink;

import org.jspecify.annotations.NullMarked;
