/** The authentication of requests: from the header {@code Authorization} to the caller, or to a 401. */
@NullMarked
package io.connwarden.console.authentication;

import org.jspecify.annotations.NullMarked;
