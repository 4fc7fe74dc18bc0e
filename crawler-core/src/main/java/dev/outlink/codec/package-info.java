/**
 * The encodings of the Encoding standard, both ways: the text of bytes, and the bytes of a query.
 * Which of them a document has is found out elsewhere.
 */
@NullMarked
package dev.outlink.codec;

import org.jspecify.annotations.NullMarked;
