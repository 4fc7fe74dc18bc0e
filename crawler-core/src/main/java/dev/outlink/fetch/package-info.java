/**
 * From a URL to a response, without blocking. The only package that knows AsyncHttpClient and
 * Netty.
 */
@NullMarked
package dev.outlink.fetch;

import org.jspecify.annotations.NullMarked;
