/** The routes of the HTTP API. They read the view; no route opens a session on a target. */
@NullMarked
package io.connwarden.console.api;

import org.jspecify.annotations.NullMarked;
