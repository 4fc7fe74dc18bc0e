/** Texts for the details of records: short, printable, without secrets. */
@NullMarked
package dev.outlink.detail;

import org.jspecify.annotations.NullMarked;
