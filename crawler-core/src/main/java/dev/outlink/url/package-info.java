/** URLs as browsers see them: parsing, resolution, canonical form. Knows no other package. */
@NullMarked
package dev.outlink.url;

import org.jspecify.annotations.NullMarked;
