/** Who may send which request: scopes, the caller of a request, and the scope that each route demands. */
@NullMarked
package io.connwarden.console.access;

import org.jspecify.annotations.NullMarked;
