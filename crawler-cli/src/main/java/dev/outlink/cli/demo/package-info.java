/** The bundled site and the commands that crawl it. */
@NullMarked
package dev.outlink.cli.demo;

import org.jspecify.annotations.NullMarked;
