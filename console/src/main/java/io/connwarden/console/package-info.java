/**
 * The console: the HTTP API under {@code /api/v1} and the dashboard. It reads the topics of Connwarden, and a
 * configured log store. It holds no session on a target and no right to signal.
 *
 * <p>Package {@code view} holds the data, which {@code feed} reads from the topics. {@code api}, {@code sessions},
 * {@code history} and {@code stream} have the routes that read, {@code command}, {@code guide} and {@code alertmanager}
 * those that act. {@code saving} saves the samples around actions in the log store, {@code export} writes long
 * responses, {@code description} publishes the OpenAPI and AsyncAPI documents. {@code look} requests fresh samples.
 * {@code token}, {@code authentication}, {@code access}, {@code limit} and {@code audit} decide on requests and record
 * them, {@code web} has the rules for every request, {@code dashboard} the page, {@code settings} the configuration.
 * This package composes them.
 */
@NullMarked
package io.connwarden.console;

import org.jspecify.annotations.NullMarked;
