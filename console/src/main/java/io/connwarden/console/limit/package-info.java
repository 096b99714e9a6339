/** The limits of requests: their number per minute, and their number at the same time. */
@NullMarked
package io.connwarden.console.limit;

import org.jspecify.annotations.NullMarked;
