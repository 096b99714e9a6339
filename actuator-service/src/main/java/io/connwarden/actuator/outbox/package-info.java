/**
 * Publishes events. They are written to the outbox in the transaction that they report. One relay among all instances
 * sends them in order and marks each after the acknowledgement.
 *
 * <p>Events are not interpreted here.
 */
@NullMarked
package io.connwarden.actuator.outbox;

import org.jspecify.annotations.NullMarked;
