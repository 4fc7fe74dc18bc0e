/** TLS: who is trusted, and who we are. */
@NullMarked
package dev.outlink.tls;

import org.jspecify.annotations.NullMarked;
