/**
 * HTML as a stream of tags: the tokeniser of the HTML standard on the bytes of a document, and the
 * facts of tree construction that matter to links. No tree is built.
 */
@NullMarked
package dev.outlink.scan;

import org.jspecify.annotations.NullMarked;
