/** Which encoding a document is in, as a browser finds it (HTML standard, 13.2.3). */
@NullMarked
package dev.outlink.charset;

import org.jspecify.annotations.NullMarked;
