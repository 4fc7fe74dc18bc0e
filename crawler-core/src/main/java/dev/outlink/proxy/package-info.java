/** The ways to a host: straight, or through a proxy. */
@NullMarked
package dev.outlink.proxy;

import org.jspecify.annotations.NullMarked;
