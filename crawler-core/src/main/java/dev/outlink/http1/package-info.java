/**
 * HTTP/1.1 responses (RFC 9112) as servers really send them: read as leniently as browsers read
 * them where nothing can be mistaken, and refused where two readers could see two different bodies.
 * docs/http.md has a row for each decision. Knows Netty and nobody else.
 */
@NullMarked
package dev.outlink.http1;

import org.jspecify.annotations.NullMarked;
