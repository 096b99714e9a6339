/** The audit log of the HTTP API. */
@NullMarked
package io.connwarden.console.audit;

import org.jspecify.annotations.NullMarked;
