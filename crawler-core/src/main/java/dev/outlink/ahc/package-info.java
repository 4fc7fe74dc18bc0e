/** The fetcher that AsyncHttpClient and Netty are behind. */
@NullMarked
package dev.outlink.ahc;

import org.jspecify.annotations.NullMarked;
