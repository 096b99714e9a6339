/** The long responses with one line per item, and their limits. */
@NullMarked
package io.connwarden.console.export;

import org.jspecify.annotations.NullMarked;
