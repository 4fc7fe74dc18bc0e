/** The answer to offering a URL, with each reason. */
@NullMarked
package dev.outlink.admission;

import org.jspecify.annotations.NullMarked;
