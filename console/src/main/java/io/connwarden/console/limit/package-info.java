/** The limits of the number of requests in a time. */
@NullMarked
package io.connwarden.console.limit;

import org.jspecify.annotations.NullMarked;
