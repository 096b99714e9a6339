/**
 * Builds and records results: the result message and the rows of {@code connection_logs}. Both are written in the
 * transaction that completes the command.
 *
 * <p>No decision is made here and no session is signalled.
 */
@NullMarked
package io.connwarden.actuator.outcome;

import org.jspecify.annotations.NullMarked;
