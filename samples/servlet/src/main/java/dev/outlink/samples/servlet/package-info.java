/** A web application with a crawler in it. */
@NullMarked
package dev.outlink.samples.servlet;

import org.jspecify.annotations.NullMarked;
