/**
 * The monitor samples every configured target and publishes health events to Kafka. It only reads: it contains no means
 * to signal a session, and its database role needs no privilege for it.
 *
 * <p>The packages are the pipeline: {@code sampling}, {@code reporting}, {@code publishing}. Beside it are
 * {@code config}, {@code metrics} and {@code lifecycle}. {@code wiring} composes them. This package contains the
 * application class only.
 */
@NullMarked
package io.connwarden.monitor;

import org.jspecify.annotations.NullMarked;
