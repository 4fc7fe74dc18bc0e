/** What the ways to a host are made of: addresses, proxies, certificates. */
@NullMarked
package dev.outlink.network;

import org.jspecify.annotations.NullMarked;
