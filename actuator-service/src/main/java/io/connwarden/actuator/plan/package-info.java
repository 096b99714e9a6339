/**
 * The plans of rules in mode {@code ask} in the log store: their creation, the command REJECT, and the alert while a
 * plan waits for approval. An approval is executed as any other command.
 *
 * <p>No decision is made here and no session is signalled.
 */
@NullMarked
package io.connwarden.actuator.plan;

import org.jspecify.annotations.NullMarked;
