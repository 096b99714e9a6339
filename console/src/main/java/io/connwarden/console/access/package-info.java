/** The permissions of requests: scopes, the caller of a request, and the check of the scope that a route requires. */
@NullMarked
package io.connwarden.console.access;

import org.jspecify.annotations.NullMarked;
