/** Which discovered links are crawled, and the budgets that end traps. */
@NullMarked
package dev.outlink.scope;

import org.jspecify.annotations.NullMarked;
