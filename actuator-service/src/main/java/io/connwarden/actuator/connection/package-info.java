/**
 * The emergency connections: one session per target that is always open. The actuator samples the target and signals
 * sessions through it. A full server accepts no new session, so this session is never released.
 *
 * <p>No decision is made here. Neither Kafka nor the log store is used.
 */
@NullMarked
package io.connwarden.actuator.connection;

import org.jspecify.annotations.NullMarked;
