/** The links of documents, in their order. */
@NullMarked
package dev.outlink.extract;

import org.jspecify.annotations.NullMarked;
