/**
 * The console: the HTTP API under {@code /api/v1}. It reads the topics of Connwarden and holds no session on a target
 * and no right to signal. Package {@code view} holds the data, {@code api} the routes, {@code access} the scopes,
 * {@code authentication} and {@code token} the login, {@code web} the rules for every request, {@code settings} the
 * configuration. This package composes them.
 */
@NullMarked
package io.connwarden.console;

import org.jspecify.annotations.NullMarked;
