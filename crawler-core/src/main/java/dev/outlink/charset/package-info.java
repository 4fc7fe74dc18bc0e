/**
 * The text of a document as a browser reads it: which encoding it is in (HTML standard, 13.2.3),
 * its characters, and the bytes of its queries (Encoding standard). Knows only {@code url}.
 */
@NullMarked
package dev.outlink.charset;

import org.jspecify.annotations.NullMarked;
