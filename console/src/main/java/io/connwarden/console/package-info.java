/**
 * The console: the HTTP API under {@code /api/v1} and the dashboard. It reads the topics of Connwarden, and a
 * configured log store. It holds no session on a target and no right to signal.
 *
 * <p>Package {@code view} holds the data, which {@code feed} reads from the topics. {@code api}, {@code sessions},
 * {@code history} and {@code stream} have the routes that read, {@code command}, {@code guide} and {@code hook} those
 * that act. {@code look} requests fresh samples. {@code token}, {@code authentication}, {@code access}, {@code limit}
 * and {@code audit} decide on requests and record them, {@code web} has the rules for every request, {@code dashboard}
 * the page, {@code settings} the configuration. This package composes them.
 */
@NullMarked
package io.connwarden.console;

import org.jspecify.annotations.NullMarked;
