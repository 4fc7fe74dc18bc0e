/**
 * The fetcher that AsyncHttpClient and Netty are behind; the only place that knows AsyncHttpClient.
 */
@NullMarked
package dev.outlink.ahc;

import org.jspecify.annotations.NullMarked;
